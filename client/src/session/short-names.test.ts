import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Named, calledIn, givenName, initials } from "./short-names.ts";

const circle = (...names: string[]): Named[] => names.map((name, seat) => ({ name, seat, place: "ring" as const }));
const short = (...names: string[]) => calledIn(circle(...names)).map((called) => called.short);

describe("[U-7] the given name", () => {
  it.each([
    ["Anna Keller", "Anna"],
    ["Anna", "Anna"],
    ["  Anna   Keller ", "Anna"],
    ["Anna-Lena Keller", "Anna-Lena"],
    ["Dr. Anna Keller", "Anna"],
    ["Dr Anna Keller", "Anna"],
    ["Dr. med. Anna Keller", "Anna"],
    ["Prof. Dr. med. Dr. h.c. mult. Anna Keller", "Anna"],
    ["Prof.Dr. Anna Keller", "Anna"],
    ["Univ.-Prof. Dr. Anna Keller", "Anna"],
    ["PD Dr. Anna Keller", "Anna"],
    ["Priv.-Doz. Dr. Anna Keller", "Anna"],
    ["Dipl.-Psych. Anna Keller", "Anna"],
    ["Dr. rer. nat. Anna Keller", "Anna"],
    ["Dr.in Anna Keller", "Anna"],
    ["Frau Dr. Anna Keller", "Anna"],
    ["Herr Tom Reyes", "Tom"],
    ["Dr. Nat King", "Nat"],
    ["Dra. María", "María"],
    ["Dra. María García López", "María"],
    ["Sra. Dra. Lucía Pérez", "Lucía"],
    ["Sr. Juan Pérez", "Juan"],
    ["Profa. Dra. Inês Sousa", "Inês"],
    ["Prof.ª Inês Sousa", "Inês"],
    ["Dr.ª Inês Sousa", "Inês"],
    ["Mme Claire Petit", "Claire"],
    ["M. Luc Petit", "Luc"],
    ["Dre Claire Petit", "Claire"],
    ["Pr Luc Petit", "Luc"],
    ["Dr méd. Luc Petit", "Luc"],
    ["Anna Keller, MD, FRCGP", "Anna"],
    ["Anna Keller PhD", "Anna"],
    ["Anna Keller, Ph.D.", "Anna"],
    ["Tom Reyes Jr.", "Tom"],
    ["Keller, Anna", "Anna"],
    ["Keller, Dr. Anna", "Anna"],
    ["J. Robert Oppenheimer", "Robert"],
    ["A. Keller", "A. Keller"],
    ["Dr. Keller", "Keller"],
    ["Frau Keller", "Keller"],
    ["Dr.", "Dr."],
    ["Prof. Dr.", "Dr."],
    ["dr. Kovács Anna", "Anna"],
    ["Dr. Kovács Anna", "Anna"],
    ["Kovács Anna dr.", "Anna"],
    ["Kovács Anna", "Anna"],
    ["Kovács Anna Mária", "Anna"],
    ["Anna Kovács", "Anna"],
    ["dr. Anna Keller", "Anna"],
    ["Dr. Szabó Jánosné", "Jánosné"],
    ["Judit Anna", "Judit"],
    ["王小明", "王小明"],
    ["王 小明", "王 小明"],
    ["王小明医生", "王小明"],
    ["王小明副主任医师", "王小明"],
    ["王小明 教授", "王小明"],
    ["李教授", "李教授"],
    ["山田 太郎", "山田 太郎"],
    ["김민준", "김민준"],
    ["Xiaoming Wang", "Xiaoming"],
    ["علی‌رضا محمدی", "علی‌رضا"],
    ["👩‍⚕️ Anna Keller", "Anna"],
    ["Anna Keller (she/her)", "Anna"],
    ["Dr(a). Anna Keller", "Anna"],
  ])("of %s is %s", (name, given) => expect(givenName(name)).toBe(given));

  it("is not needed for two letters on a chair", () => {
    expect(["Dra. María Pérez", "Anna", "王小明", "Univ.-Prof. Dr. Anna Keller", "Dr. Keller"].map(initials)).toEqual([
      "MP",
      "A",
      "王",
      "AK",
      "K",
    ]);
  });
});

describe("[U-7] in a circle", () => {
  it.each([
    [
      ["Dr. Anna Keller", "Tom Reyes", "Anna Duarte", "Ruth"],
      ["Anna K.", "Tom", "Anna D.", "Ruth"],
    ],
    [
      ["Dra. María", "Dra. Lucía"],
      ["María", "Lucía"],
    ],
    [
      ["Anna", "Anna Keller"],
      ["Anna", "Anna K."],
    ],
    [
      ["Anna Keller", "Anna Kovács"],
      ["Anna Keller", "Anna Kovács"],
    ],
    [
      ["Anna Keller", "Kovács Anna", "Anna Duarte"],
      ["Anna K.", "K. Anna", "Anna D."],
    ],
    [
      ["Lucía Pérez", "Lucia Gómez"],
      ["Lucía P.", "Lucia G."],
    ],
    [
      ["ANNA Keller", "anna Duarte"],
      ["ANNA K.", "anna D."],
    ],
    [
      ["Dr. Keller", "Frau Keller"],
      ["Dr. Keller", "Frau Keller"],
    ],
    [
      ["Anna Keller", "Anna Keller"],
      ["Anna Keller (1)", "Anna Keller (2)"],
    ],
    [
      ["Anna Keller", "Anna  Keller", "Tom"],
      ["Anna Keller (1)", "Anna Keller (2)", "Tom"],
    ],
    [
      ["Anna", "Anna", "Anna (1)"],
      ["Anna (1)", "Anna (2)", "Anna (1) (3)"],
    ],
    [
      ["王小明", "王小明医生"],
      ["王小明", "王小明医生"],
    ],
  ])("%j are called %j", (names, called) => expect(short(...names)).toEqual(called));

  it("a chair of the outer ring is not one of the circle", () => {
    const both: Named[] = [
      { name: "Anna Keller", seat: 0, place: "ring" },
      { name: "Anna Keller", seat: 0, place: "outer" },
    ];
    expect(calledIn(both).map(({ whole }) => whole)).toEqual(["Anna Keller (1)", "Anna Keller (A)"]);
  });

  it("no two are called alike, whatever they are named, short or whole", () => {
    const part = fc.constantFrom("Anna", "anna", "Ánna", "Keller", "Kovács", "Dr.", "(1)", "(2)", "A", "K.", "王", ",");
    const name = fc.oneof(
      fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" ")),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
    );
    const people = fc.array(fc.record({ name, place: fc.constantFrom("ring" as const, "outer" as const) }), {
      maxLength: 24,
    });
    const same = (text: string) =>
      text
        .normalize("NFKD")
        .replace(/[\p{M}\s]/gu, "")
        .toLowerCase();
    fc.assert(
      fc.property(people, (of) => {
        const called = calledIn(of.map((one, seat) => ({ ...one, seat })));
        for (const form of ["short", "whole"] as const)
          expect(new Set(called.map((one) => same(one[form]))).size).toBe(of.length);
      }),
      { numRuns: 500 },
    );
  });
});
