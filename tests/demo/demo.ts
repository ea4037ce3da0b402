/**
 * `npm run demo`: a meeting with eight simulated doctors, in a data directory of its own that is gone afterwards.
 * Whoever opens the printed link leads it, alone at a real screen.
 */
import { makeSession, startServer } from "../support/app.ts";
import { asProgram } from "../support/program.ts";
import { startGroup } from "./group.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

const port = process.env["PORT"];

await asProgram(async (later) => {
  // Media by this machine's own address: an ordinary browser offers no loopback candidates.
  const env = { MEDIA_IP: process.env["MEDIA_IP"] ?? "", ...(port ? { PORT: port } : {}) };
  const server = await startServer({ env });
  later(() => server.end());
  const session = await makeSession(server.baseUrl, server.organiserKey, { name: "Northern Circle", frame: "sixty" });
  const group = await startGroup(server, session);
  later(() => group.stop());
  later(() => say("\nThe doctors go home ..."));

  say("\nThe doctors are taking their seats ...");
  await group.seated;
  const origin = server.baseUrl.replace("127.0.0.1", "localhost");
  say(
    `\nYou lead this meeting. Open this link in Chrome, Edge or Firefox:\n\n    ${origin}/s/${session.id}#${session.leaderKeys[0]}\n`,
  );
  say("Six doctors are in the circle, one of them your co-leader; two more are at the door and wait for you.");
  say("Ask who has a case, and go through the whole meeting with the one large button. Ctrl-C ends everything.\n");
  await group.lateKnock();
  await new Promise(() => {});
});
