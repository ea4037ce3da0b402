/**
 * How long ago something was, for what must not last too long. The clock on the wall goes on while the device sleeps, but
 * can be set back; the page's own cannot, but may stop in sleep: whichever says more is believed.
 */
export type Moment = { readonly wall: number; readonly page: number };

export const thisMoment = (): Moment => ({ wall: Date.now(), page: performance.now() });

/** In ms. */
export const elapsed = (since: Moment): number => Math.max(Date.now() - since.wall, performance.now() - since.page);

export const earlier = (one: Moment, other: Moment): Moment => (elapsed(one) > elapsed(other) ? one : other);
