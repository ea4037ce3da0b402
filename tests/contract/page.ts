/**
 * A bare page with livekit-client in a real browser: what the SFU's facts look like from there, without our client.
 * Everything in `inPage` runs in the page; `BrowserPerson` is its handle in the test.
 */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type * as LiveKit from "livekit-client";
import type { Browser, Page } from "playwright-core";
import { watchPackets } from "../support/packets.ts";

declare global {
  interface Window {
    LivekitClient: typeof LiveKit;
    room?: LiveKit.Room;
    said: string[];
  }
}

/** Serves the page and the client's ready-made bundle. */
export async function startPages() {
  const bundle = join(createRequire(import.meta.url).resolve("livekit-client"), "../livekit-client.umd.js");
  const html = '<!doctype html><meta charset="utf-8"><title>contract</title><script src="/livekit.js"></script>';
  const server = createServer((request, response) => {
    if (request.url === "/livekit.js") {
      response.writeHead(200, { "content-type": "text/javascript" });
      createReadStream(bundle).pipe(response);
    } else response.writeHead(200, { "content-type": "text/html" }).end(html);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export class BrowserPerson {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, url: string): Promise<BrowserPerson> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await watchPackets(page);
    await page.goto(url);
    return new BrowserPerson(page);
  }

  /** Connects and notes the events the suite asks about, in their order. Rejects with the client's own words. */
  connect(url: string, token: string, autoSubscribe = true): Promise<void> {
    return this.page.evaluate(
      async (to) => {
        const { Room, RoomEvent } = window.LivekitClient;
        const room = new Room({ videoCaptureDefaults: { resolution: { width: 320, height: 180, frameRate: 5 } } });
        window.room = room;
        window.said = [];
        room.on(RoomEvent.ParticipantPermissionsChanged, (_before, who) =>
          window.said.push(`permissions ${who.identity}`),
        );
        room.on(RoomEvent.LocalTrackUnpublished, (publication) =>
          window.said.push(`unpublished ${publication.source}`),
        );
        room.on(RoomEvent.TrackMuted, (publication) => window.said.push(`muted ${publication.source}`));
        room.on(RoomEvent.TrackUnmuted, (publication) => window.said.push(`unmuted ${publication.source}`));
        room.on(RoomEvent.TrackSubscribed, (track, _publication, who) => {
          track.attach();
          window.said.push(`subscribed ${who.identity} ${track.source}`);
        });
        room.on(RoomEvent.Disconnected, (reason) => window.said.push(`disconnected ${reason}`));
        await room.connect(to.url, to.token, { autoSubscribe: to.autoSubscribe });
      },
      { url, token, autoSubscribe },
    );
  }

  said(): Promise<string[]> {
    return this.page.evaluate(() => window.said);
  }

  /** "open", or the error's name and message. */
  openMicrophone(): Promise<string> {
    return this.page.evaluate(async () => {
      try {
        await window.room?.localParticipant.setMicrophoneEnabled(true);
        return "open";
      } catch (cause) {
        return String(cause);
      }
    });
  }

  /** Publishes what the microphone hears as a camera. */
  sendSoundAsCamera(): Promise<void> {
    return this.page.evaluate(async () => {
      const { Track, createLocalAudioTrack } = window.LivekitClient;
      const { mediaStreamTrack } = await createLocalAudioTrack();
      await window.room?.localParticipant.publishTrack(mediaStreamTrack, { source: Track.Source.Camera });
    });
  }

  openCamera(): Promise<void> {
    return this.page.evaluate(async () => {
      await window.room?.localParticipant.setCameraEnabled(true, undefined, { simulcast: false, videoCodec: "vp8" });
    });
  }

  microphone(): Promise<{ sid: string; muted: boolean } | null> {
    return this.page.evaluate(() => {
      const publication = window.room?.localParticipant.getTrackPublication(
        window.LivekitClient.Track.Source.Microphone,
      );
      return publication === undefined ? null : { sid: publication.trackSid, muted: publication.isMuted };
    });
  }

  /**
   * Who may subscribe to the camera, by identity; all of these may to the microphone. The names come from outside:
   * the SFU announces people who publish nothing up to seconds late, so `remoteParticipants` would miss some.
   */
  showPicture(to: Readonly<Record<string, boolean>>): Promise<void> {
    return this.page.evaluate((people) => {
      const me = window.room?.localParticipant;
      if (me === undefined) throw new Error("not connected");
      const { Microphone, Camera } = window.LivekitClient.Track.Source;
      const sidOf = (source: LiveKit.Track.Source) => me.getTrackPublication(source)?.trackSid ?? "";
      me.setTrackSubscriptionPermissions(
        false,
        Object.entries(people).map(([participantIdentity, allowed]) => ({
          participantIdentity,
          allowedTrackSids: [sidOf(Microphone), ...(allowed ? [sidOf(Camera)] : [])],
        })),
      );
    }, to);
  }

  /** All that our client may have the SDK do, and a little more, one after the other. */
  doEverything(): Promise<void> {
    return this.page.evaluate(async () => {
      const { room } = window;
      const { Track, RoomEvent } = window.LivekitClient;
      if (room === undefined) throw new Error("not connected");
      const me = room.localParticipant;
      const after = (event: LiveKit.RoomEvent, work: () => unknown) =>
        new Promise<void>((resolve) => {
          room.once(event as LiveKit.RoomEvent.Reconnected, () => resolve());
          void work();
        });
      for (const source of [Track.Source.Microphone, Track.Source.Camera] as const)
        for (const on of [true, false, true])
          await (source === Track.Source.Camera ? me.setCameraEnabled(on) : me.setMicrophoneEnabled(on));
      for (const kind of ["audioinput", "videoinput"] as const) {
        const devices = await window.LivekitClient.Room.getLocalDevices(kind);
        await room.switchActiveDevice(kind, devices.at(-1)?.deviceId ?? "default");
      }
      me.setTrackSubscriptionPermissions(true);
      for (const how of ["signal-reconnect", "full-reconnect"] as const)
        await after(RoomEvent.Reconnected, () => room.simulateScenario(how));
      const cameras = [...me.videoTrackPublications.values()];
      for (const { track } of cameras) if (track !== undefined) await me.unpublishTrack(track);
      await me.setCameraEnabled(true);
      for (const who of room.remoteParticipants.values())
        for (const publication of who.trackPublications.values()) {
          publication.setEnabled(false);
          publication.setSubscribed(false);
        }
    });
  }

  leave(): Promise<void> {
    return this.page.evaluate(() => window.room?.disconnect());
  }

  setSubscribed(identity: string, source: "microphone" | "camera", subscribed: boolean): Promise<void> {
    return this.page.evaluate(
      (want) => {
        const publications = window.room?.remoteParticipants.get(want.identity)?.trackPublications.values() ?? [];
        for (const publication of publications)
          if (publication.source === want.source) publication.setSubscribed(want.subscribed);
      },
      { identity, source, subscribed },
    );
  }

  /** What the others publish, as this page knows it. */
  publications(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...(window.room?.remoteParticipants.values() ?? [])].flatMap((who) =>
        [...who.trackPublications.values()].map((publication) => `${who.identity} ${publication.source}`),
      ),
    );
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
