/**
 * The twelve people of the bench: two leaders and ten members, in one session of the real app, all of them in its
 * media room. Half the listeners follow their snapshots as an honest client does, half take all that is forwarded.
 */
import { setTimeout as delay } from "node:timers/promises";
import { RoomServiceClient, TrackSource } from "livekit-server-sdk";
import type { Command } from "@balint/shared/session/protocol";
import { type TestServer, type TestSession, knockAt, makeSession, sfuAccess } from "../../support/app.ts";
import { clock } from "../../support/bot-protocol.ts";
import { type Bot, type Crew, type SessionBot } from "../../support/bots.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, enter } from "../../support/person.ts";

const FOLLOWING = ["Tom", "Vera", "Emil", "Rosa"];
const TAKING = ["Olga", "Paul", "Nina", "Igor", "Jana"];
/** Younger than this, the newest audible frame says that the sound is flowing. */
export const FRESH_MS = 100;
/** So long a new stream's jitter buffer is given to find its depth. */
const STEADY_MS = 250;

export type Circle = {
  readonly leader: SessionBot;
  readonly presenter: SessionBot;
  /** Whose microphone stays open throughout: shows that the listeners themselves went on listening. */
  readonly speaker: SessionBot;
  /** Listen by policy: they unsubscribe by snapshot. */
  readonly following: readonly Bot[];
  /** Subscribe to everything: for them the media server's permission alone makes silence. */
  readonly taking: readonly Bot[];
  readonly persons: readonly Person[];
  /** The media server's permission for the presenter, set past our server. */
  readonly permit: (microphone: boolean) => Promise<void>;
};

export async function order(bot: SessionBot, command: Command): Promise<void> {
  const answer = await bot.command(command);
  if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.code}`);
}

async function open(bot: SessionBot, hz: number): Promise<void> {
  const published = await bot.openMicrophone(hz);
  if (!published.published) throw new Error(`${bot.person.name}'s microphone stayed closed: ${published.reason}`);
}

export async function gather(server: TestServer, crew: Crew): Promise<Circle> {
  const session = await makeSession(server.baseUrl, server.organiserKey);
  const lead = (slot: 0 | 1, name: string) =>
    crew.joinSession({ ...knockAt(server, session), key: session.leaderKeys[slot] ?? "", name });
  const leader = await lead(0, "Anna");
  const speaker = await lead(1, "Ben");
  const join = async (name: string) => {
    const bot = await crew.joinSession({ ...knockAt(server, session), name });
    await order(leader, await leader.person.answering("person.admit", bot.person.id));
    await bot.person.untilIn();
    await bot.settled();
    return bot;
  };
  const presenter = await join("Ilona");
  const following: SessionBot[] = [leader, speaker];
  for (const name of FOLLOWING) following.push(await join(name));
  const taking: { person: Person; media: Bot }[] = [];
  for (const name of TAKING) taking.push(await takeAll(server, session, crew, leader, name));

  const { url, apiKey, apiSecret } = await sfuAccess(server);
  const rooms = new RoomServiceClient(url, apiKey, apiSecret);
  const circle = {
    leader,
    presenter,
    speaker,
    following: following.map((bot) => bot.media),
    taking: taking.map((bot) => bot.media),
    persons: [presenter, ...following, ...taking].map((bot) => bot.person),
    permit: async (microphone: boolean) => {
      await rooms.updateParticipant(session.id, presenter.id, { permission: permission(microphone) });
    },
  };
  await order(leader, { kind: "phase.move", from: "gathering", to: "caseCall" });
  await order(presenter, { kind: "case.offer" });
  await order(leader, { kind: "case.pick", person: presenter.person.id });
  await order(leader, { kind: "phase.move", from: "presentation", to: "clarification" });
  await open(speaker, 660);
  await reopen(circle);
  return circle;
}

/** Admitted like anybody, but obeys no snapshot. */
async function takeAll(server: TestServer, session: TestSession, crew: Crew, leader: SessionBot, name: string) {
  const person = await enter({ ...knockAt(server, session), name });
  await person.connect();
  await order(leader, await leader.person.answering("person.admit", person.id));
  await person.untilIn();
  const media = await crew.add({ name });
  const { token, path } = await person.mediaToken();
  await media.connect({ url: person.mediaUrl(path), token, autoSubscribe: true });
  return { person, media };
}

/** The same complete record that our server sets (server/src/media/livekit.ts). */
function permission(microphone: boolean) {
  return {
    canSubscribe: true,
    canPublish: true,
    canPublishSources: [TrackSource.CAMERA, ...(microphone ? [TrackSource.MICROPHONE] : [])],
    canPublishData: false,
    canUpdateMetadata: false,
    hidden: false,
    recorder: false,
    agent: false,
    canSubscribeMetrics: false,
  };
}

export async function flowsToAll({ presenter, speaker, following, taking }: Circle): Promise<boolean> {
  const heard = await Promise.all(
    [...following, ...taking].map(async (bot) => {
      const at = await bot.lastAudible();
      const voices = bot === speaker.media ? [presenter.id] : [presenter.id, speaker.id];
      return voices.every((voice) => clock() - (at[voice] ?? 0) < FRESH_MS);
    }),
  );
  return heard.every(Boolean);
}

/** Once the presenter may speak again: opens the microphone and waits until everybody hears it steadily. */
export async function reopen(circle: Circle): Promise<void> {
  await circle.leader.person.untilIn((room) => room.phase === "clarification" && room.leaders?.media === "settled");
  await open(circle.presenter, 440);
  await eventually("everybody hears the presenter", () => flowsToAll(circle));
  await delay(STEADY_MS);
}
