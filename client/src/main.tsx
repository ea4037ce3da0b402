/** Where the client begins. */
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/pages.css";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
createRoot(root).render(<App path={location.pathname} />);
