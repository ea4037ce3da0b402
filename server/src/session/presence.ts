/**
 * Tells rooms whose line is open. Level-triggered: a room that could not store it is told again until it is so,
 * or a gone person would be shown as present. Knows no sockets.
 */
import type { PersonId } from "@balint/shared/session/model";
import type { Answer } from "@balint/shared/session/protocol";
import type { Clock } from "../clock.ts";
import type { Room } from "./room.ts";

const AGAIN_MS = 500;

export class Presence {
  readonly #clock: Clock;
  /** The newest truth about each line that a room has not taken in yet. */
  readonly #untold = new Map<string, { here: boolean }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers what the room said first; it may take longer until it is so. */
  tell(room: Room, person: PersonId, here: boolean): Promise<Answer> {
    const truth = { here };
    this.#untold.set(`${room.id}/${person}`, truth);
    return this.#attempt(room, person, truth);
  }

  async #attempt(room: Room, person: PersonId, truth: { here: boolean }): Promise<Answer> {
    const key = `${room.id}/${person}`;
    const answer = await room.execute({
      kind: "system",
      command: { kind: truth.here ? "line.open" : "line.lost", person },
    });
    if (this.#untold.get(key) !== truth) return answer;
    if (answer.ok || (answer.code !== "unavailable" && answer.code !== "busy")) this.#untold.delete(key);
    else
      this.#clock.after(AGAIN_MS, () => {
        if (this.#untold.get(key) === truth) void this.#attempt(room, person, truth);
      });
    return answer;
  }
}
