/** An expected refusal on its way to the one error handler, and the one table of statuses. Knows no routes. */
import type { RestError } from "@balint/shared/rest";

export const STATUS: Record<RestError, number> = {
  invalid: 400,
  not_known: 401,
  wrong_key: 403,
  not_in_room: 403,
  not_found: 404,
  ended: 410,
  too_large: 413,
  full: 409,
  too_fast: 429,
  unavailable: 503,
};

export class RestRefusal extends Error {
  readonly code: RestError;
  constructor(code: RestError) {
    super(code);
    this.code = code;
  }
}
