import { describe, expect, test } from "vitest";
import { linkTo, readLink } from "./link.ts";

const ID = "0a1b2c3d4e5f6789";
const KEY = "aB3_-xYz0123456789abcdefGHIJKL_-";
const WHOLE = `/s/${ID}#${KEY}`;

/** As a browser takes an address apart, its own percent signs included. */
function placed(written: string) {
  const { pathname, search, hash } = new URL(`https://balint.example.org${written}`);
  const place = readLink({ pathname, search, hash });
  return place.at === "nowhere" ? "nowhere" : linkTo(place);
}

const encoded = (text: string) =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join("");

describe("[O-7] a link opens whatever happened to it on its way", () => {
  const behind = [".", ",", ")", ">", '"', "’", "”", "»", "]", ";", "!", "…", "*", "_", "-", "。", "）", "."];
  const after = [
    "?utm_source=letter&utm_medium=mail",
    "&utm_source=letter",
    ":~:text=door",
    " is the link",
    "\n\n--\nAnna",
  ];
  test.each([
    WHOLE,
    `/s/${ID}/#${KEY}`,
    `/s/${ID}//#${KEY}`,
    `//s/${ID}#${KEY}`,
    `/S/${ID.toUpperCase()}#${KEY}`,
    `/s/${ID}%23${KEY}`,
    `/s/${ID}%2523${KEY}`,
    `/s/${ID}/%23${KEY}.`,
    `/s/${ID}＃${KEY}`,
    `/s/${ID}/${KEY}`,
    `/s/${ID}##${KEY}`,
    `/s/${ID}#/${KEY}`,
    `/s/${ID}#%23${KEY}`,
    `/s/${ID}#${encoded(KEY)}`,
    `/s/${ID}#${encoded(encoded(KEY))}`,
    `/s/${ID}?utm_source=letter&fbclid=IwAR0x#${KEY}`,
    `/s/${ID}?utm_source=letter%23${KEY}`,
    `/s/${ID}/?mc_cid=1#${KEY}`,
    `/s/${ID.slice(0, 8)} ${ID.slice(8)}#${KEY}`,
    `/s/${ID}#${KEY.slice(0, 20)} ${KEY.slice(20)}`,
    `/s/${ID}#${KEY.slice(0, 20)}\r\n ${KEY.slice(20)}`,
    `/s/${ID}#${KEY.slice(0, 20)}%0D%0A${KEY.slice(20)}`,
    `/s/${ID}#${KEY.slice(0, 20)}=\r\n${KEY.slice(20)}`,
    `/s/${ID}#${KEY.slice(0, 20)}=%0D%0A${KEY.slice(20)}`,
    `/s/${ID}%23${KEY.slice(0, 20)}=%0A${KEY.slice(20)}`,
    `/s/${ID.slice(0, 8)}=\r\n${ID.slice(8)}#${KEY}`,
    `/s/${ID}=23${KEY}`,
    `/s/${ID}&#35;${KEY}`,
    `/s/${ID}&#x23;${KEY}`,
    `/s/${ID}%26%2335%3B${KEY}`,
    `/s/${ID}&num;${KEY}`,
    `/s/${ID}#${KEY.replaceAll("_", "\\_")}`,
    `/s/${ID}#${KEY.replaceAll("-", "–")}`,
    `/s/${ID}#${KEY.replaceAll("-", "\u2011")}`,
    `/s/${ID}#${KEY.slice(0, 9)}\u200b\u00ad${KEY.slice(9)}`,
    ...behind.flatMap((sign) => [WHOLE + sign, `${WHOLE}${encodeURIComponent(sign)}`, `/s/${ID}%23${KEY}${sign}`]),
    ...after.flatMap((text) => [WHOLE + text, WHOLE + encodeURIComponent(text)]),
    `${WHOLE}https://balint.example.org${WHOLE}`,
  ])("%j", (written) => {
    expect(placed(written)).toBe(WHOLE);
  });

  test.each(["/organise", "/organise/", "/Organise", "/ORGANISE", "/organize", "//organise", "/organise%20"])(
    "%j",
    (written) => {
      expect(placed(`${written}#${KEY}`)).toBe(`/organise#${KEY}`);
      expect(placed(`${written}?utm_source=x#${KEY}.`)).toBe(`/organise#${KEY}`);
      expect(placed(`${written}%23${KEY}`)).toBe(`/organise#${KEY}`);
      expect(placed(`${written.trim()}=23${KEY}`)).toBe(`/organise#${KEY}`);
      expect(placed(written)).toBe("/organise");
    },
  );
});

test.each([
  `/s/${ID}`,
  `/s/${ID}/`,
  `/s/${ID}.`,
  `/s/${ID})`,
  `/S/${ID.toUpperCase()}?utm_source=x`,
  `/s/${ID}#`,
  `/s/${ID}/x`,
])("[O-7] a lost key is no other key: %j", (written) => {
  expect(placed(written)).toBe(`/s/${ID}`);
});

test("[O-7] a key that lost its end stays as it is, and so does its case", () => {
  expect(placed(`/s/${ID}#${KEY.slice(0, 11)}.`)).toBe(`/s/${ID}#${KEY.slice(0, 11)}`);
  expect(placed(`/s/${ID}#${KEY.toUpperCase()}`)).toBe(`/s/${ID}#${KEY.toUpperCase()}`);
});

test.each(["/", "//", "/index.html", "/#x", "/?utm_source=x"])("[O-7] the first page: %j", (written) => {
  expect(placed(written)).toBe("/");
});

test.each([
  "/s",
  "/s/",
  `/s/${ID.slice(1)}`,
  `/s/${ID}0`,
  `/s/no-such-thing#${KEY}`,
  `/x/s/${ID}#${KEY}`,
  "/organiser",
  "/organise2",
  "/wp-login.php",
  "/%zz",
  "/%ff%fe",
  "/s/%",
])("[O-7] an address of nothing: %j", (written) => {
  expect(placed(written)).toBe("nowhere");
});
