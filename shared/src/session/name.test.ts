import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { aRoom } from "./fixtures.ts";
import { Session } from "./model.ts";
import { MeetingName, OF_MEETING, OF_PERSON, PersonName, faultIn, tidied, withoutFaults } from "./name.ts";

const fault = (text: string) => {
  const found = faultIn(text, OF_PERSON);
  return found === null ? null : Object.values(found).join(" ").trim();
};

describe("[D-20] a name", () => {
  test.each([
    ["Anna Keller"],
    ["N"],
    ["O’Brien-Smith, MD (she/her)"],
    ["Dr.in Ágnes Szabó"],
    ["Nguyễn Thị Hồng Nhung"],
    ["Nguyễn Thị Hồng".normalize("NFD")],
    ["علی‌رضا محمدی"],
    ["عَبْدُ اللَّٰه"],
    ["രാജന്‍"],
    ["ക്ഷേമ"],
    ["র‍্যাবেয়া"],
    ["ශ්‍රී ලාල්"],
    ["राम शर्मा"],
    ["र्‍हा"],
    ["נֹעָה שָׁלוֹם"],
    ["བསྟན་འཛིན་རྒྱ་མཚོ"],
    ["ကျွန်တော်"],
    ["สุดารัตน์ เกยุราพันธุ์"],
    ["王小明"],
    ["葛󠄀城"],
    ["田中　太郎"],
    ["김민준"],
    ["Anna 👩‍⚕️"],
    ["Anna 👨‍👩‍👧‍👦 🇭🇺 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 1️⃣ ❤️ ❤️‍🔥"],
    ["Σωκράτης"],
    ["Иван"],
    ["x".repeat(60)],
    ["👩‍⚕️".repeat(20) + "Anna"],
  ])("is %s", (text) => expect(fault(text)).toBeNull());

  test.each([
    ["", "letters"],
    ["   ", "letters"],
    ["-", "letters"],
    ["42", "letters"],
    ["👩‍⚕️", "letters"],
    ["ʼ", "letters"],
    ["ㅤ", "unseen"],
    ["ᅠᅟ", "unseen"],
    ["⠀⠀", "unseen"],
    ["\u200B", "unseen"],
    ["Ruth\u202E Adler", "unseen Ruth"],
    ["Ruth Adler\u200F", "unseen Adler"],
    ["Ruth\u2066 Adler", "unseen Ruth"],
    ["Ru\u200Bth", "unseen Ru"],
    ["Ru\u200Dth", "unseen Ru"],
    ["Ru\u200Cth", "unseen Ru"],
    ["Ruth\u2060", "unseen Ruth"],
    ["Ru\u00ADth", "unseen Ru"],
    ["Ruth\uFE0F", "unseen Ruth"],
    ["Ruth\u{E0041}", "unseen Ruth"],
    ["Ruth\u034F", "unseen Ruth"],
    ["Ruth\u3164", "unseen Ruth"],
    ["Ruth\uFFA0Adler", "unseen Ruth"],
    ["Ruth\u2800Adler", "unseen Ruth"],
    ["Ru\nth", "unseen Ru"],
    ["Ru\u0000th", "unseen Ru"],
    ["علی‌ رضا", "unseen علی"],
    ["علی‌‌رضا", "unseen علی"],
    ["👩‍Ruth", "unseen 👩"],
    ["Ruth\uD83D", "unshown Ruth"],
    ["\uDC00Ruth", "unshown"],
    ["Ruth\uE000", "unshown Ruth"],
    ["Ruth\uFFFD", "unshown Ruth"],
    ["Ruth\u{10FFFF}", "unshown Ruth"],
    ["R̸̢̛͎͇͕ự̶͓͖̐̚t̵͎̚h̷̛̟", "marks R"],
    ["Ruth\u20DD", "marks h"],
    ["Ruth \u0301Adler", "marks"],
    ["\u0301Ruth", "marks"],
    ["x".repeat(61), "long 60"],
    ["👨‍👩‍👧‍👦".repeat(40) + "A", "long 60"],
  ])("is not %j", (text, why) => expect(fault(text)).toBe(why));

  test("is composed, and has one blank between words", () => {
    expect(PersonName.parse("  Lucía\t\u00A0\u3000Pérez ".normalize("NFD"))).toBe("Lucía Pérez");
  });

  test("of a meeting may be a date", () => {
    expect(MeetingName.parse("12.03. 19:00")).toBe("12.03. 19:00");
    expect(MeetingName.safeParse("—").success).toBe(false);
    expect(faultIn("x".repeat(81), OF_MEETING)).toEqual({ is: "long", most: 80 });
    expect(MeetingName.safeParse("Circle\u202E").success).toBe(false);
  });

  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc
      .array(
        fc.constantFrom(
          ...Array.from("aZ é王ع्ന👩‍⚕️\u200C\u200D\u0301\u0301\u202E\u3164\uFE0F\uD83D 1-"),
          "ی",
          "علی",
          "ന്",
          "👨‍👩‍👧",
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join("")),
  );

  test("that was taken is taken as it is, and shows nothing that cannot be seen", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const taken = PersonName.safeParse(text);
        if (!taken.success) return;
        expect(PersonName.parse(taken.data)).toBe(taken.data);
        expect(taken.data.normalize("NFC")).toBe(taken.data);
        expect(taken.data).not.toMatch(
          /[\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\u3164\u2800\p{Cc}\p{Cs}\p{Co}]|^\s|\s$/u,
        );
        expect(taken.data).toMatch(/\p{L}/u);
      }),
      { numRuns: 3_000 },
    );
  });

  test("is left where what cannot be used is taken out, and nothing that can be", () => {
    expect(withoutFaults("Ruth\u202E  Ad\u200Bler")).toBe("Ruth Adler");
    expect(withoutFaults("علی‌رضا")).toBe("علی‌رضا");
    fc.assert(
      fc.property(anything, (text) => {
        const rest = withoutFaults(text);
        expect(["letters", "long", undefined]).toContain(faultIn(rest, OF_PERSON)?.is);
        if (faultIn(text, OF_PERSON) === null) expect(rest).toBe(tidied(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test.each(["q", "q\u0308", "ب\u200C", "a \u200B", "王\uFE00"])(
    "of many %j is not taken apart anew for each sign, and not at all when it is sent",
    (part) => {
      const long = part.repeat(1_600 / part.length);
      const whole = Array.from.bind(Array);
      let longest = 0;
      const from = vi.spyOn(Array, "from").mockImplementation((text: Iterable<unknown> | ArrayLike<unknown>) => {
        if (typeof text === "string") longest = Math.max(longest, text.length);
        return whole(text);
      });
      try {
        expect(faultIn(long, OF_PERSON)).not.toBeNull();
        expect(longest).toBeLessThan(100);
        longest = 0;
        expect(PersonName.safeParse(long).success).toBe(false);
        expect(longest).toBe(0);
      } finally {
        from.mockRestore();
      }
    },
  );

  test("is refused by its length as it is sent, before it is composed", () => {
    const sent = (length: number) => `Anna${" ".repeat(length - 8)}Berg`;
    expect(PersonName.parse(sent(1_000))).toBe("Anna Berg");
    for (const name of [PersonName, MeetingName]) expect(name.safeParse(sent(1_001)).success).toBe(false);
  });

  test("that an older version took is still read", () => {
    const { session } = aRoom("discussion");
    const people = session.people.map((one) => ({ ...one, name: "Ru\u202Eth" }));
    expect(Session.parse({ ...session, people, name: "" }).people[0]?.name).toBe("Ru\u202Eth");
  });
});
