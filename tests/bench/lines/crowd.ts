/**
 * Many people in one page: each has a real connection and real encoders with our client's presets, sends sound and
 * picture, and takes nothing, so that one machine carries them all. Knows livekit-client; nothing of screens.
 */
import type * as LiveKit from "livekit-client";
import type { Browser, Page } from "playwright-core";
import { ROOM_OPTIONS } from "../../../client/src/session/media-presets.ts";
import type { Person } from "../../support/person.ts";

declare global {
  interface Window {
    LivekitClient: typeof LiveKit;
    crowd: Map<string, LiveKit.Room>;
  }
}

export class Crowd {
  readonly #page: Page;
  readonly #people: readonly Person[];

  private constructor(page: Page, people: readonly Person[]) {
    this.#page = page;
    this.#people = people;
  }

  /** Everybody is admitted already. @param pageUrl a bare page with livekit-client */
  static async enter(browser: Browser, pageUrl: string, people: readonly Person[]): Promise<Crowd> {
    const context = await browser.newContext({ permissions: ["camera", "microphone"] });
    const page = await context.newPage();
    await page.goto(pageUrl);
    const crowd = new Crowd(page, people);
    for (const person of people) await crowd.#connect(person);
    await crowd.openMicrophones();
    return crowd;
  }

  async #connect(person: Person): Promise<void> {
    const { token, path } = await person.mediaToken();
    await this.#page.evaluate(
      async ({ id, url, token: entry, defaults, layers }) => {
        const { Room, Track, VideoPreset } = window.LivekitClient;
        window.crowd ??= new Map();
        const videoSimulcastLayers = layers.map(
          ({ width, height, encoding }) =>
            new VideoPreset(width, height, encoding.maxBitrate, encoding.maxFramerate, encoding.priority),
        );
        const room = new Room({ dynacast: true, publishDefaults: { ...defaults, videoSimulcastLayers } });
        window.crowd.set(id, room);
        await room.connect(url, entry, { autoSubscribe: false });
        const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360, frameRate: 20 } });
        const [picture] = stream.getVideoTracks();
        if (picture === undefined) throw new Error("no camera");
        await room.localParticipant.publishTrack(picture, { source: Track.Source.Camera });
      },
      {
        id: person.id,
        url: person.mediaUrl(path),
        token,
        defaults: { ...ROOM_OPTIONS.publishDefaults, videoSimulcastLayers: undefined },
        layers: (ROOM_OPTIONS.publishDefaults?.videoSimulcastLayers ?? []).map(({ width, height, encoding }) => ({
          width,
          height,
          encoding,
        })),
      },
    );
  }

  /** One of them takes this person's picture at its best, so that it is sent at all. */
  async look(at: string): Promise<void> {
    await this.#page.evaluate(
      ({ by, of }) => {
        const { RoomEvent } = window.LivekitClient;
        const room = window.crowd.get(by ?? "");
        for (const publication of room?.remoteParticipants.get(of)?.trackPublications.values() ?? [])
          publication.setSubscribed(true);
        room?.on(RoomEvent.TrackPublished, (publication, other) => publication.setSubscribed(other.identity === of));
      },
      { by: this.#people[0]?.id, of: at },
    );
  }

  /** Anew, because a right that was taken and given again opens nothing by itself. */
  async openMicrophones(): Promise<void> {
    await this.#page.evaluate(
      async (ids) => {
        const { ParticipantEvent } = window.LivekitClient;
        for (const id of ids) {
          const me = window.crowd.get(id)?.localParticipant;
          // The right comes by the media server, a moment after the phase.
          for (let tries = 0; tries < 20; tries += 1) {
            const changed = new Promise((resolve) => {
              me?.once(ParticipantEvent.ParticipantPermissionsChanged, resolve);
              setTimeout(resolve, 1_000);
            });
            const open = await me?.setMicrophoneEnabled(true).then(
              () => true,
              () => false,
            );
            if (open !== false) break;
            await changed;
          }
        }
      },
      this.#people.map((person) => person.id),
    );
  }
}
