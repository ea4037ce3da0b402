/** Where the client begins. */
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { keepFocus } from "./ui/keep-focus.ts";
import { preferred, speak } from "./words/words.ts";
import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/pages.css";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
// Before anything is drawn, so that no screen changes its language before somebody's eyes.
await speak(preferred());
keepFocus(root);
createRoot(root).render(<App />);
