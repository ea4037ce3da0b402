/**
 * What a modified page could say to the media server behind its own client's back: bytes of LiveKit's signalling
 * protocol on the page's own socket. Needs `rememberSockets` before the page is opened.
 */
import type { RoomServiceClient } from "livekit-server-sdk";
import type { Page } from "playwright-core";
import { eventually } from "../support/eventually.ts";

declare global {
  interface Window {
    signalSockets?: WebSocket[];
  }
}

export async function rememberSockets(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sockets: WebSocket[] = [];
    window.signalSockets = sockets;
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        if (String(url).includes("/sfu/")) sockets.push(this);
      }
    };
  });
}

/** SignalRequest.mute (5) {sid (1), muted (2) left out = false}. */
function unmute(sid: string): number[] {
  const bytes = [...Buffer.from(sid)];
  return [0x2a, bytes.length + 2, 0x0a, bytes.length, ...bytes];
}

/** SignalRequest.add_track (4) {cid (1), name (2), type (3) AUDIO = 0, source (8) MICROPHONE = 2}. */
function addMicrophone(): number[] {
  const cid = [...Buffer.from("forged-track")];
  const body = [0x0a, cid.length, ...cid, 0x12, 0x01, 0x6d, 0x40, 0x02];
  return [0x22, body.length, ...body];
}

/** Throws when the page has no open signalling socket: then nothing would have been tried. */
export async function sendRaw(page: Page, what: { unmute: string } | { addMicrophone: true }): Promise<void> {
  const bytes = "unmute" in what ? unmute(what.unmute) : addMicrophone();
  await page.evaluate((message) => {
    const open = (window.signalSockets ?? []).filter((socket) => socket.readyState === WebSocket.OPEN);
    if (open.length === 0) throw new Error("the page has no open signalling socket");
    for (const socket of open) socket.send(new Uint8Array(message));
  }, bytes);
}

export function microphoneSid(service: RoomServiceClient, room: string, person: string): Promise<string> {
  return eventually(`${person} has a microphone at the media server`, async () => {
    const participant = await service.getParticipant(room, person);
    return participant.tracks.find((track) => track.mimeType.startsWith("audio"))?.sid;
  });
}
