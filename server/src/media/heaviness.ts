/**
 * How much work it would be to take a protobuf message apart: a megabyte of text is one value, a megabyte of empty
 * parts is half a million. Counts bytes by field numbers alone; knows no messages.
 */

/** The fields that are looked into, or are long texts. */
export type Shape = { readonly [field: number]: Shape | "text" };

/** Of a session description the text is the second field. */
export const DESCRIPTION: Shape = { 2: "text" };

/** No honest message has more beside its texts. */
export const MOST_WEIGHT = 16 * 1024;

/** The number at a place and where it ends. */
function varint(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let n = 0; n < 10; n++) {
    const byte = bytes[at + n];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * n);
    if (byte < 0x80) return [value, at + n + 1];
  }
  return [Number.NaN, bytes.length];
}

/** Bytes outside of texts; `Infinity` when the message is broken, or of a make that nobody uses. */
export function heaviness(bytes: Uint8Array, shape: Shape): number {
  let weight = 0;
  for (let at = 0; at < bytes.length;) {
    const [tag, afterTag] = varint(bytes, at);
    const [value, afterValue] = varint(bytes, afterTag);
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (Number.isNaN(value) || (wire !== 0 && wire !== 2)) return Number.POSITIVE_INFINITY;
    const end = wire === 2 ? afterValue + value : afterValue;
    if (end > bytes.length) return Number.POSITIVE_INFINITY;
    const inside = wire === 2 ? shape[field] : undefined;
    weight += afterValue - at;
    if (inside === undefined) weight += end - afterValue;
    else if (inside !== "text") weight += heaviness(bytes.subarray(afterValue, end), inside);
    at = end;
  }
  return weight;
}
