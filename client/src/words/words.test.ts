import { afterEach, describe, expect, it, vi } from "vitest";
import { preferred } from "./words.ts";

function remembering(language: string | null) {
  vi.stubGlobal("localStorage", { getItem: () => language });
}

describe("the language a page begins with", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is the one chosen before on this device", () => {
    remembering("en");
    expect(preferred(["xx-XX"])).toBe("en");
  });

  it("or the first of the browser's that we speak, whatever the country", () => {
    remembering(null);
    expect(preferred(["xx-XX", "en-NZ"])).toBe("en");
  });

  it("or English, also where the device remembers nonsense or nothing at all", () => {
    remembering("constructor");
    expect(preferred(["xx-XX"])).toBe("en");
    vi.stubGlobal("localStorage", {
      getItem() {
        throw new Error("denied");
      },
    });
    expect(preferred([])).toBe("en");
  });
});
