/** The colours of both rooms, pair by pair, as far as they are not measured on a screen by axe. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Rgb = readonly [number, number, number];

function tokensIn(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

const css = readFileSync(new URL("../client/src/ui/tokens.css", import.meta.url), "utf8");
const [day = "", night = ""] = css.split("@media (prefers-color-scheme: dark)");
const light = tokensIn(day);
const themes = { light, dark: new Map([...light, ...tokensIn(night)]) };

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** As WCAG 2 defines it. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [one, other].map((hex) => luminance(rgb(hex))).toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const GROUNDS = ["room", "rug", "paper"];
const PAIRS = [
  ...["ink", "soft", "warm"].flatMap((text) => GROUNDS.map((ground) => [text, ground, 4.5] as const)),
  ["step-ink", "step", 4.5] as const,
  ["room", "ink", 4.5] as const,
  ...["field-edge", "voice", "calm"].flatMap((edge) => GROUNDS.map((ground) => [edge, ground, 3] as const)),
  ["step", "paper", 3] as const,
];

describe.each(Object.entries(themes))("[A-6] the %s room", (_theme, tokens) => {
  it.each(PAIRS)("%s on %s reaches %s:1", (one, other, least) => {
    const [first, second] = [tokens.get(one), tokens.get(other)];
    if (first === undefined || second === undefined) throw new Error(`no ${one} or ${other}`);
    expect(contrast(first, second)).toBeGreaterThanOrEqual(least);
  });
});

it("contrast is the one of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
