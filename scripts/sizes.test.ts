import { expect, test } from "vitest";
import { weigh } from "./sizes.mjs";

const MEDIA = "src/session/media.ts";
const LIVE = "src/session/live.ts";
const INSIDE = "src/door/Inside.tsx";
const RAIL = "src/room/Console.tsx";
const CHECK = "src/session/media-line-check.ts";

const built = () => ({
  "index.html": { file: "index.js", imports: ["_react"], dynamicImports: [LIVE, INSIDE, MEDIA, CHECK] },
  _react: { file: "react.js", imports: [] as string[] },
  _sdk: { file: "sdk.js", imports: [] as string[] },
  [LIVE]: { file: "live.js", imports: ["index.html"], dynamicImports: [MEDIA] },
  [INSIDE]: { file: "inside.js", imports: ["index.html"], dynamicImports: [RAIL] },
  [RAIL]: { file: "rail.js", imports: [INSIDE] },
  [MEDIA]: { file: "media.js", imports: ["_sdk"] },
  [CHECK]: { file: "check.js", imports: ["_sdk"] },
});
const tenth = () => 10_000;

test("[U-6] counts each file once, and the extras not at all", () => {
  expect(weigh(built(), tenth)).toEqual({ door: 20_000, room: 60_000, lead: 70_000, faults: [] });
});

test("[U-6] too much, an extra on the way in, something unknown, something too early: each is a fault", () => {
  expect(weigh(built(), () => 80_000).faults.length).toBe(3);
  const dragged = built();
  dragged[MEDIA].imports.push(CHECK);
  expect(weigh(dragged, tenth).faults).toEqual([`${CHECK} is on the way in`]);
  const unknown = built();
  unknown["index.html"].dynamicImports.push("src/new.ts");
  expect(weigh(unknown, tenth).faults).toEqual([expect.stringContaining("src/new.ts")]);
  const early = built();
  early["index.html"].imports.push(LIVE);
  expect(weigh(early, tenth).faults).toEqual([`${LIVE} is fetched before the door stands`]);
  const everybodys = built();
  everybodys[INSIDE].imports.push(RAIL);
  expect(weigh(everybodys, tenth).faults).toEqual([`${RAIL} is fetched by everybody`]);
  expect(weigh({}, tenth).faults.length).toBe(5);
});
