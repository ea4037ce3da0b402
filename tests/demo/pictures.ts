/**
 * `npm run demo -- --pictures`: takes the pictures of the README in docs/pictures, at real screens among the simulated
 * doctors: what a member, a leader and the presenter see.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { words } from "../../client/src/words/words.ts";
import { Screen } from "../e2e/screen.ts";
import { makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { asProgram } from "../support/program.ts";
import { startGroup } from "./group.ts";

const FOLDER = join(import.meta.dirname, "../../docs/pictures");
/** For a face or two to be speaking, and for every movement to have come to rest. */
const SETTLE_MS = 4_000;

await asProgram(async (later) => {
  const server = await startServer();
  later(() => server.end());
  const browser = await launchChromium();
  later(() => browser.close());
  const session = await makeSession(server.baseUrl, server.organiserKey, { name: "Northern Circle", frame: "ninety" });
  const group = await startGroup(server, session);
  later(() => group.stop());
  await group.seated;
  await group.lateKnock();
  const at = (name: string, key: string | undefined) =>
    Screen.at(browser, { running: server, session, key: key ?? "", name });
  const anna = await at("Anna Keller", session.leaderKeys[0]);
  await anna.admit("Priya Nair");
  await anna.admit("Luc Moreau");
  const peter = await at("Peter Lang", session.invitationKey);
  await anna.admit("Peter Lang");

  const take = async (screen: Screen, name: string) => {
    await delay(SETTLE_MS);
    await screen.eventually(
      "every camera is seen",
      async () => (await screen.page.locator(".seat video").count()) >= 7,
    );
    await screen.page.mouse.move(0, 0);
    await screen.page.screenshot({ path: join(FOLDER, `${name}.png`) });
  };
  const forward = async (...steps: string[]) => {
    for (const to of steps) await anna.page.locator(`[data-step="${to}"]`).first().click();
  };

  await forward("caseCall");
  await anna.click(words.console.caseOf("Ilona"));
  await forward("clarification", "discussion");
  for (const screen of [anna, peter]) await screen.inPhase("discussion");
  await take(anna, "leader");
  await take(peter, "circle");

  await forward("return", "closing", "caseCall");
  await peter.click(words.offer.mine);
  await anna.click(words.console.caseOf("Peter"));
  await forward("clarification", "discussion");
  await peter.inPhase("discussion");
  await take(peter, "sitting-back");
});
