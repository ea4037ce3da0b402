import { aSnapshot } from "@balint/shared/session/fixtures";
import { PersonId } from "@balint/shared/session/model";
import { describe, expect, it } from "vitest";
import { alikesOf, areAlike, leadingWordIn } from "./look-alikes.ts";

describe("[D-21] two names", () => {
  it.each([
    ["Ruth Adler", "ruth  adler"],
    ["Ruth Adler", "RuthAdler"],
    ["Ruth Adler", "Adler Ruth"],
    ["Ruth Adler", "Adler, Ruth"],
    ["Ruth Adler", "Dr. Ruth Adler"],
    ["Ruth Adler", "Ruth Adler (she/her)"],
    ["Ruth Adler", "Ruth-Adler."],
    ["Ruth Adler", "Rüth Ádler"],
    ["Ruth Adler", "Ruth Аdlеr"],
    ["Anna Keller", "Αnna Κeller"],
    ["Anna Keller", "Ａｎｎａ Ｋｅｌｌｅｒ"],
    ["Anna Keller", "𝐀𝐧𝐧𝐚 𝐊𝐞𝐥𝐥𝐞𝐫"],
    ["Anna Keller", "Anna Ke11er"],
    ["Anna Keller", "Anna KeIIer"],
    ["Otto Berg", "0tt0 Berg"],
    ["Marnie Wood", "Mamie VVood"],
    ["Ruth Adler", "Ruth Addler"],
    ["Ruth Adler", "Ruth Adlor"],
    ["Jørgen Strauß", "Jorgen Strauss"],
    ["علی‌رضا محمدی", "علیرضا محمدی"],
    ["王小明", "王小明医生"],
    ["王小明", "王 小明"],
  ])("%s and %s look alike", (one, other) => {
    expect([areAlike(one, other), areAlike(other, one)]).toEqual([true, true]);
  });

  it.each([
    ["Ruth Adler", "Ruth Berger"],
    ["Anna Keller", "Anna Duarte"],
    ["Maria", "Mario"],
    ["Tom Reyes", "Tom Reid"],
    ["Anna", "Anna Keller"],
    ["王小明", "王小红"],
    ["Иван Петров", "Пётр Иванов"],
  ])("%s and %s do not", (one, other) => expect(areAlike(one, other)).toBe(false));
});

it.each([
  ["Ruth Adler (leader)", "leader"],
  ["Ruth Adler (Ieader)", "Ieader"],
  ["Ruth Adler, lеаdеr", "lеаdеr"],
  ["Leiterin Ruth Adler", "Leiterin"],
  ["Moderator", "Moderator"],
  ["Ruth [Co-Leader]", "Co-Leader"],
  ["Csoportvezető Ruth", "Csoportvezető"],
  ["Ruth, líder", "líder"],
  ["王小明（带领者）", "带领者"],
  ["Ruth Adler", null],
  ["Anna Leitner", null],
  ["Anna Keller – Gastgeberin", "Gastgeberin"],
  ["Anna (hôte)", "hôte"],
  ["Anna, Anfitriã", "Anfitriã"],
  ["Házigazda Anna", "Házigazda"],
])("[D-21] the name %s says %s", (name, word) => expect(leadingWordIn(name)).toBe(word));

it("[D-21] somebody at the door is compared with the circle and with the others at the door, and not with themselves", () => {
  const id = (name: string) => PersonId.parse(name);
  const guest = (person: string, name: string) => ({
    ...{ person: id(person), name, role: "member" as const, since: 5, again: false, here: true },
  });
  const seat = {
    ...{ person: id("person01"), name: "Ruth Adler", role: "observer" as const, seat: 2, place: "outer" as const },
    ...{ presents: false, line: "lost" as const, maySpeak: false, mayShow: true, muted: false },
  };
  const [knocks, other, stranger] = [
    guest("person02", "Ruth Аdler"),
    guest("person03", "ruth adler"),
    guest("person04", "Tom Reyes"),
  ];
  const leaders = {
    ...{ phaseSince: 0, minutes: null, steps: [], door: [knocks, other, stranger], held: [], heard: [], lost: [] },
    ...{ media: "settled" as const, deputy: null, whispers: [], full: { circle: false, outer: false } },
  };
  const shown = aSnapshot({ seats: [seat], leaders });
  expect(alikesOf(knocks, shown)).toEqual([
    { at: "circle", seat },
    { at: "door", guest: other },
  ]);
  expect(alikesOf(stranger, shown)).toEqual([]);
});
