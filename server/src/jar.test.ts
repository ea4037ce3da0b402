import { expect, test } from "vitest";
import { heldAnywhere, cookieName, heldIn, meantBy } from "./jar.ts";
import { keysFrom } from "./keys.ts";

const keys = keysFrom("one");
const [a, b] = [keys.newSessionId(), keys.newSessionId()];
const [ann, tom, ida] = [keys.newPersonId(), keys.newPersonId(), keys.newPersonId()];
const held = (session: typeof a, ...people: (typeof ann)[]) =>
  Object.fromEntries(people.map((person) => [cookieName(session, person), keys.cookieFor(session, person)]));

test("[D-14] a browser is everybody whose cookie it has in this session, in the order of their coming", () => {
  const cookies = { ...held(b, ida), ...held(a, ann, tom), unrelated: "1" };
  expect(heldIn(a, cookies, keys)).toEqual([ann, tom]);
  expect(heldIn(b, cookies, keys)).toEqual([ida]);
});

test("[D-14] a cookie of a version that knew one person for each session still counts, and counts once", () => {
  const old = { [`balint_${a}`]: keys.cookieFor(a, ann) };
  expect(heldIn(a, old, keys)).toEqual([ann]);
  expect(heldIn(a, { ...old, ...held(a, ann, tom) }, keys)).toEqual([ann, tom]);
});

test("[D-14] a page is whom it says, if its browser can be that; who says nothing must be the only one", () => {
  expect(meantBy(tom, [ann, tom])).toBe(tom);
  expect(meantBy(ida, [ann, tom])).toBeNull();
  expect(meantBy(undefined, [ann])).toBe(ann);
  expect(meantBy(undefined, [ann, tom])).toBeNull();
  expect(meantBy(undefined, [])).toBeNull();
});

test("[D-6] what is not signed for this session and person makes nobody", () => {
  const signed = keys.cookieFor(a, ann);
  for (const value of ["", "x", `${tom}.${signed.split(".")[1]}`, keys.cookieFor(b, ann), undefined])
    expect(heldIn(a, { [cookieName(a, tom)]: value }, keys)).toEqual([]);
  expect(heldAnywhere({ balint_: signed, [`balint_${b}_${ann}`]: signed }, keys)).toEqual([]);
  expect(heldAnywhere({ other: "1", ...held(a, tom) }, keys)).toEqual([{ session: a, person: tom }]);
});

test("[D-14] however many are sent, only so many are looked at", () => {
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`balint_${a}_${n}`, "x.y"]));
  let looked = 0;
  const counting = {
    ...keys,
    personOf: (...given: Parameters<typeof keys.personOf>) => (looked++, keys.personOf(...given)),
  };
  expect(heldIn(a, { ...many, ...held(a, ann) }, counting)).toEqual([]);
  expect(heldAnywhere({ ...many, ...held(b, ann) }, counting)).toEqual([]);
  expect(looked).toBeLessThan(100);
});
