import { describe, expect, it } from "vitest";
import { heardNow, nobodyHeard } from "./heard.ts";

const speaking = (...people: string[]) => new Set(people);

describe("[L-3] who has been heard", () => {
  it("is whoever has said a word, and not whoever coughed", () => {
    let heard = heardNow(nobodyHeard("discussion", true), "discussion", speaking("tom", "mei"), 0);
    heard = heardNow(heard, "discussion", speaking("tom"), 200);
    heard = heardNow(heard, "discussion", speaking(), 1_500);
    expect([...heard.people]).toEqual(["tom"]);
    expect(heard.since.size).toBe(0);
  });

  it("is heard while still speaking, as soon as anything else is heard", () => {
    const heard = heardNow(nobodyHeard("discussion", true), "discussion", speaking("tom"), 0);
    expect([...heardNow(heard, "discussion", speaking("tom", "mei"), 5_000).people]).toEqual(["tom"]);
  });

  it("is forgotten with the phase, which is then listened to from its beginning", () => {
    const late = heardNow(nobodyHeard("discussion", false), "discussion", speaking("tom"), 0);
    const told = heardNow(late, "discussion", speaking(), 2_000);
    expect([told.whole, told.people.size]).toEqual([false, 1]);
    const after = heardNow(told, "return", speaking(), 2_100);
    expect([after.whole, after.people.size, after.phase]).toEqual([true, 0, "return"]);
  });
});
