/**
 * Every word a person can read or hear from the client, in English. The form of this catalogue is the form of all:
 * another language that lacks a key, or has one too many, does not compile. Plain and warm; no technical terms.
 * Knows the nouns of the method; knows no state and no screens.
 */
import type { RestError } from "@balint/shared/rest";
import type {
  CardKind,
  FrameName,
  HelpTopic,
  NudgeKind,
  Phase,
  SignalKind,
  Visibility,
} from "@balint/shared/session/model";
import type { MediaHealth, RejectionCode, RoomSnapshot } from "@balint/shared/session/protocol";
import type { ShortcutId } from "../room/shortcuts.ts";
import type { Change } from "../session/changes.ts";
import type { Trouble } from "../session/media-state.ts";
import type { Lead, StepView } from "../session/view-model.ts";
import type { BrowserKind, Unfit } from "../ui/browser.ts";
import { SOME, clockFrom, grammarOf, sentence } from "./grammar.ts";

type Names = { readonly presenter: string | null };

const phase: Record<Phase, string> = {
  gathering: "Gathering",
  caseCall: "Who has a case?",
  presentation: "Presentation",
  clarification: "A few questions",
  discussion: "Discussion",
  return: "Return",
  closing: "Closing",
  aftercare: "Aftercare",
  ended: "The end",
};

function centre(of: Phase, { presenter }: Names, classic: boolean): string {
  const someone = presenter ?? "The presenter";
  switch (of) {
    case "gathering":
      return "We arrive and take our seats.";
    case "caseCall":
      return "A patient who stays on your mind.";
    case "presentation":
      return `${someone} is telling us about a patient. We listen.`;
    case "clarification":
      return `Questions of fact for ${presenter ?? "the presenter"}. Nothing more yet.`;
    case "discussion":
      return classic
        ? "What happens between doctor and patient?"
        : `${someone} is sitting back. What happens between doctor and patient?`;
    case "return":
      return `${someone} is with us again, to speak or only to listen.`;
    case "closing":
      return "We leave open what is still open.";
    case "aftercare":
      return "Time to come back to ourselves.";
    case "ended":
      return "Thank you for being here.";
  }
}

/** What the middle says to the presenter, where it differs from what everybody reads. */
const centreToYou: Partial<Record<Phase, string>> = {
  presentation: "Tell us about your patient. We listen.",
  clarification: "Questions of fact for you. Nothing more yet.",
  return: "You are with us again, to speak or only to listen.",
};

/** One sentence to the leaders for each part. */
const hint: Record<Phase, string> = {
  gathering: "Say until when we have, and that what is said here stays here.",
  caseCall: "Ask who has a patient on their mind, and bear the wait.",
  presentation: "Let the story be told to its end. Leave out names and places.",
  clarification: "A fact, or already an idea? Ideas are kept for later.",
  discussion: "Protect the presenter, stay with the two of them, let silences be.",
  return: "The presenter speaks first, or only listens. Nothing need be said.",
  closing: "No summary and no verdict. We leave it here.",
  aftercare: "Stay a little. Ask whether the presenter would like two minutes with you.",
  ended: "",
};

const resting: Record<Exclude<RoomSnapshot["you"]["reason"], "open">, string> = {
  sittingBack: "Your microphone is resting while you sit back",
  paused: "Your microphone is resting while we pause",
  held: "A leader is keeping your microphone closed for now",
  observing: "As an observer you listen; your microphone is resting",
  presentation: "Your microphone is resting while the case is told",
};

const refused: Record<RejectionCode, string> = {
  invalid: "That did not work. Please try once more.",
  too_large: "That was a little too long. Please shorten it.",
  too_fast: "One moment, please. Then try again.",
  busy: "One moment, please. Then try again.",
  unavailable: "That did not arrive. Please try again.",
  no_such_person: "This person is no longer here.",
  not_in_room: "This person is not in the circle just now.",
  not_allowed: "That is not possible from your seat.",
  wrong_phase: "That does not belong to this part of the meeting.",
  moved_on: "This changed a moment ago. Please look once more.",
  not_offered: "This case is no longer offered.",
  already_so: "That is already so.",
  full: "The circle is full.",
  ended: "The meeting has ended.",
};

const failed: Record<RestError | "unreachable", string> = {
  invalid: "Please check what you have written, and try again.",
  not_found: "This link does not lead to a meeting. Please ask for a new one.",
  wrong_key: "This link does not open the door any more. Please ask for a new one.",
  not_known: "Please come in through the door again.",
  not_in_room: "You are not in the circle just now.",
  ended: "This meeting has ended.",
  full: "There is no free place at the door just now. Please try again in a little while.",
  too_fast: "One moment, please. Then try again.",
  too_large: "That was a little too long. Please shorten it.",
  unavailable: "The room cannot be reached just now. Please try again in a moment.",
  unreachable: "The room cannot be reached just now. Please check your internet and try again.",
};

const nudge: Record<NudgeKind, { readonly label: string; readonly words: string }> = {
  advising: { label: "Giving advice", words: "Perhaps leave the advice for now. What do you feel as you listen?" },
  fixing: {
    label: "Solving the problem",
    words: "Nothing needs to be solved here. What is it like between these two?",
  },
  judging: { label: "Judging", words: "Try staying curious. What may each of them be needing?" },
  teaching: { label: "Teaching", words: "Put the knowledge aside for a moment. What does the story do to you?" },
  critiquing: { label: "Criticising", words: "The doctor did what could be done. What might it have felt like?" },
  interrogating: {
    label: "Questioning the presenter",
    words: "Let the presenter rest. Imagine the answer instead of asking for it.",
  },
  theorising: {
    label: "Theorising",
    words: "Come back from theory to these two people. What do you see in front of you?",
  },
  patientVoice: { label: "The patient's voice", words: "Would you lend the patient your voice? “I as the patient…”" },
  doctorVoice: { label: "The doctor's voice", words: "Would you lend the doctor your voice? “I as the doctor…”" },
  theAbsent: { label: "Who is absent", words: "Is there somebody in this story of whom we have not spoken?" },
  images: { label: "An image", words: "Does an image, a sound or a fantasy come to you?" },
  bothSides: { label: "Both sides", words: "We have been on one side for a while. How is it on the other?" },
};

const card: Record<CardKind, string> = {
  stayWithTheTwo: "Stay with the two of them",
  patientFeels: "What does the patient feel?",
  doctorFeels: "What does the doctor feel?",
  momentOfSilence: "A moment of silence",
  imagineNotAsk: "Imagine rather than ask",
  noAdvice: "No advice, for now",
};

const signal: Record<
  SignalKind,
  { readonly button: string; readonly sent: string; readonly told: (name: string) => string }
> = {
  needPause: {
    button: "I need a pause",
    sent: "The leaders see that you need a pause.",
    told: (name) => `${name} needs a pause`,
  },
  comeBack: {
    button: "I would like to come back",
    sent: "The leaders see that you would like to come back.",
    told: (name) => `${name} would like to come back`,
  },
};

const visibility: Record<Visibility, string> = {
  visible: "by everyone",
  veiled: "by the leaders only",
  cameraOff: "by nobody",
};

const help: Record<HelpTopic, string> = {
  cannotHear: "I cannot hear well",
  notHeard: "I think I am not heard",
  noPicture: "I see no picture",
  other: "Something else",
};

const frame: Record<FrameName, string> = {
  sixty: "60 minutes",
  ninety: "90 minutes",
  classic: "90 minutes, classic (nobody sits back)",
};

const trouble: Record<Exclude<Trouble, null>, string> = {
  microphoneDenied: "Your browser does not let us use the microphone.",
  microphoneBarred:
    "Your computer keeps the microphone from the browser. In the computer's own settings, under “Privacy”, allow it for your browser, and try again.",
  microphoneMissing:
    "We found no microphone. Look whether it is plugged in, and try again. You can also come and only listen.",
  microphoneBusy:
    "We cannot get at your microphone. Another program may be using it: close other video calls, and try again.",
  microphoneGone: "Your microphone is no longer there. Look whether it is plugged in, then turn it on again.",
  cameraDenied: "Your browser does not let us use the camera.",
  cameraBarred:
    "Your computer keeps the camera from the browser. In the computer's own settings, under “Privacy”, allow it for your browser, and try again.",
  cameraMissing:
    "We found no camera. Look whether it is plugged in and switched on, and try again. You can also come without a picture.",
  cameraBusy: "We cannot get at your camera. Another program may be using it: close other video calls, and try again.",
  cameraGone: "Your camera is no longer there. Look whether it is plugged in, then turn it on again.",
  unanswered: "Your browser has asked you and got no answer. Please try again and choose “Allow”.",
  microphoneMuted:
    "Your device has muted the microphone, so nobody hears you. Unmute it where it was muted: with a key, on the headset, or in its settings.",
  cameraMuted:
    "Your device gives no picture just now. Look whether the camera is covered, or whether another program is using it.",
  microphoneAway: "You were away for a while, so your microphone is closed. Open it when you are ready.",
  cameraAway: "You were away for a while, so your camera is closed. Open it when you are ready.",
  notYet: "Not yet. Please try again in a moment.",
};

/** Where a browser that was once told no is told yes. After the sentence on what it does not let us use. */
const allow: Record<BrowserKind, string> = {
  chrome: "Click the small sign to the left of the address, switch camera and microphone on there, and try again.",
  edge: "Click the lock to the left of the address, set camera and microphone to “Allow” there, and try again.",
  firefox: "Click the crossed-out sign to the left of the address, take the block away there, and try again.",
  safari:
    "In the menu Safari, choose “Settings for this Website”, set camera and microphone to “Allow”, and try again.",
  iosSafari: "Tap the sign beside the address, then “Website Settings”, allow camera and microphone, and try again.",
  iosOther: "Open the settings of your phone, find your browser there, switch camera and microphone on, and try again.",
  android: "Tap the sign to the left of the address, then “Permissions”, allow camera and microphone, and try again.",
  androidFirefox: "Tap the lock to the left of the address, allow camera and microphone there, and try again.",
  inApp: "This page was opened inside another app. Copy the link, open it in your usual browser, and try there.",
  other: "You can allow it beside the address, and try again.",
};

/** When sound and picture cannot work on this page at all. */
const unfit: Record<Unfit, string> = {
  insecure:
    "This address is not protected, so your browser gives us neither camera nor microphone. Please ask for a link that begins with https.",
  inApp:
    "This page was opened inside another app, where sound and picture do not work. Copy the link and open it in your usual browser.",
  old: "Sound and picture do not work in this browser. Please open the link in a new Chrome, Edge, Firefox or Safari.",
};

const media: Record<MediaHealth, string | null> = {
  settled: null,
  settling: "One moment: not every microphone is as it should be yet.",
  degraded: "We cannot be sure that every microphone is as it should be. We keep trying; perhaps pause a moment.",
};

function step(of: StepView, { presenter }: Names, sitsBack: boolean): string {
  const someone = presenter ?? "the presenter";
  if (of.kind === "end") return "End the meeting";
  if (of.kind === "again") return "Another case";
  if (of.kind === "skip") return of.to === "closing" ? "No case today, go on to the closing" : "Skip the questions";
  if (of.kind === "back") return `Back to “${phase[of.to]}”`;
  switch (of.to) {
    case "caseCall":
      return "Ask who has a case";
    case "clarification":
      return `Go on to questions for ${someone}`;
    case "discussion":
      return sitsBack ? `Ask ${someone} to sit back` : "Go on to the discussion";
    case "return":
      return `Invite ${someone} back`;
    case "closing":
      return "Go on to the closing";
    case "aftercare":
      return "Go on to the aftercare";
    case "gathering":
    case "presentation":
    case "ended":
      return `Go on to “${phase[of.to]}”`;
  }
}

const { plural, list } = grammarOf("en");

function minutes(count: number): string {
  return plural(count, { one: "# minute", other: "# minutes" });
}

const clock = clockFrom({
  open: (passed) => `${minutes(passed)}, open end`,
  within: (passed, of) => `${passed} of about ${minutes(of)}`,
  over: (of, well) => `${well ? "well" : "a little"} over ${minutes(of)}`,
});

/** What everybody is told of who leads; nothing while all is as usual. */
const lead: Record<Lead, (chair: string | null) => string> = {
  leader: () => "A leader is with us again.",
  nobody: () => "No leader is with us just now. The circle stays. If nobody comes back soon, we pause.",
  unattended: () => "No leader is here, and we pause until one is back.",
  deputy: (chair) => `${chair ?? "Somebody"} holds the chair until a leader is back.`,
};

/** The line under “We pause”. @param leading the reader is a leader @param chair who holds the chair */
function pausedLine(itself: boolean, who: Lead, leading: boolean, chair: string | null): string {
  if (!itself) return "All microphones are closed. The circle stays.";
  if (who === "deputy") return `${chair ?? "Somebody"} holds the chair. We go on soon.`;
  if (who !== "leader") return "No leader is here. All microphones are closed until one is back.";
  return leading
    ? "The room paused by itself while no leader was here. Nothing is lost."
    : "A leader is back. We go on soon.";
}

const weakLine = {
  incoming: {
    full: null,
    small: "Your line is weak. Pictures are slower, to keep the sound clear.",
    few: "Your line is weak. Only some pictures are shown, to keep the sound clear.",
    none: "Pictures are resting to keep the sound clear. They come back by themselves.",
  },
  outgoing: {
    full: null,
    small: "Your own picture is sent smaller, to keep your voice clear.",
    none: "Your own picture is resting to keep your voice clear. It comes back by itself.",
  },
  soundOnly: "You have chosen sound only.",
  pictures: "Show the pictures",
};

/** What a screen reader says of a change, to the person whose screen it is. */
function change(of: Exclude<Change, { what: "trouble" }>, snapshot: RoomSnapshot, names: Names): string {
  switch (of.what) {
    case "phase":
      if (snapshot.you.sittingBack) return "Discussion. Sit back and listen. The group will call you.";
      return `${sentence(phase[snapshot.phase])} ${
        (snapshot.you.presents ? centreToYou[snapshot.phase] : undefined) ??
        centre(snapshot.phase, names, snapshot.frame === "classic")
      }`;
    case "debrief":
      return `${sentence(english.debrief.title)} ${english.debrief.line(of.leaders)}`;
    case "paused":
      return of.paused ? "We pause. All microphones are closed." : "We go on.";
    case "lead":
      return lead[of.lead](of.chair);
    case "deputy":
      return of.yes ? deputy.named : deputy.noMore;
    case "microphone":
      return snapshot.you.reason === "open" ? "You may open your microphone." : `${resting[snapshot.you.reason]}.`;
    case "came":
      return `${of.name} is here.`;
    case "gone":
      return `${of.name} has left.`;
    case "lost":
      return `${of.name} has lost the line. We keep the chair.`;
    case "back":
      return `${of.name} is back.`;
    case "card":
      return sentence(`To the whole circle: ${card[of.card]}`);
    case "word":
      if (of.kind === "nudge") return of.nudge === null ? "" : `A quiet word, only to you: ${nudge[of.nudge].words}`;
      return of.kind === "ask" ? toYou.ask : toYou.mute;
    case "signal":
      return of.signal === null ? "A leader has taken up your sign." : signal[of.signal].sent;
    case "offered":
      return of.yes ? offer.offered : "Your case is not offered any more.";
    case "offers":
      return `${of.name} offers a case.`;
    case "knocks":
      return `${of.name} is at the door.`;
    case "needs":
      if (of.whisper.kind === "signal") return `${signal[of.whisper.signal].told(of.name)}.`;
      if (of.whisper.kind === "forbiddenTrack") return forbidden(of.name);
      return `${sentence(helpFrom(of.name, of.whisper.topic))} ${of.whisper.text}`.trim();
    case "held":
      return of.held ? `${of.name}'s microphone is held closed.` : `${of.name} may open the microphone again.`;
    case "nudged":
      return `A quiet word to ${of.name}: ${nudge[of.nudge].label}.`;
    case "leaders":
      return `${of.name} writes: ${of.text}`;
    case "unsure":
      return media.degraded ?? "";
    case "line":
      return of.lost ? "Your line is interrupted. We keep your chair." : "Your line is back.";
    case "link":
      return of.lost ? "Sound and picture are coming back." : "Sound and picture are back.";
    case "pictures":
      if (of.whose === "own") return of.rest ? weakLine.outgoing.none : "Your own picture is seen again.";
      return of.rest ? weakLine.incoming.none : "The pictures are back.";
    case "refused":
      return refused[of.code];
  }
}

function helpFrom(name: string, topic: HelpTopic): string {
  return `${name}: ${help[topic]}`;
}

function forbidden(name: string): string {
  return `Something unusual came from ${name}'s device. It was not passed on.`;
}

const toYou = {
  nudgeTitle: "A quiet word, only to you",
  mute: "A leader has closed your microphone. Open it whenever you are ready.",
  ask: "A leader asks you to close your microphone.",
  askButton: "Close my microphone",
  dismiss: "Thank you",
};

const offer = {
  mine: "I have a case",
  takeBack: "I take it back",
  offered: "The leaders see that you have a case.",
};

/** What the keys do, as the card of keys lists them. */
const keys = {
  title: "Keys",
  button: "Keys",
  open: "Show the keys",
  lead: "Everything in the room can also be reached with Tab and the arrow keys, and pressed with Enter.",
  alone: "A single ? opens this card",
  what: {
    someone: "Someone came in: close everything at once, also while you write",
    microphone: "Microphone on or off",
    camera: "Camera on or off",
    where: "Say where we are",
    keys: "These keys",
    tell: "Tell the leaders something",
    sign: "The silent sign: I need a pause",
    next: "The next step",
    pause: "Pause, and go on",
    door: "Go to who is at the door",
    people: "Go to the people",
    cards: "A word to the whole circle",
    between: "Write to your co-leader",
  } satisfies Record<ShortcutId, string>,
};

const deputy = {
  named: "The leaders ask you to hold the chair if they should lose their lines.",
  noMore: "You no longer hold the chair for the leaders.",
  offer: "The leaders have asked you to hold the chair while they are gone.",
  take: "Hold the chair",
};

export const english = {
  app: "Balint room",
  centreToYou,
  hint,
  keys,
  language: "Language",
  phase,
  centre,
  change,
  step,
  clock,
  minutes,
  resting,
  refused,
  failed,
  nudge,
  card,
  signal,
  visibility,
  help,
  frame,
  trouble,
  allow,
  unfit,
  media,
  close: "Close",
  cancel: "Cancel",
  done: "Done",
  tryAgain: "Try again",
  oneMoment: "One moment, please",
  copyLink: "Copy the link",
  copied: "Copied",

  circle: {
    label: "The circle",
    you: "You",
    leader: "leader",
    presents: "brings the case",
    presentsShort: "presents",
    sittingBack: "sitting back",
    observer: "observer",
    lost: "line lost",
    holdsChair: "holds the chair",
    deputy: "deputy",
    keepChair: "we keep the chair",
    keepChairShort: "chair kept",
    unsteady: "the line is unsteady",
    unsteadyShort: "line unsteady",
    unheard: "no sound just now",
    unheardShort: "no sound",
    muted: "muted by the device",
    mutedShort: "muted",
    yourChair: "your chair",
    gapOf: (name: string) => `The chair of ${name}`,
    pictureHeld: "picture held up",
    pictureRests: "sound only",
    hideSelf: "Hide your own picture from yourself",
    hideSelfHint: "Hide your own picture from yourself. The others still see you.",
    showSelfHint: "Show your own picture to yourself again",
    seenByOthers: "the others see you",
    seenByOthersShort: "seen",
    outerRing: "You sit in the outer ring and listen.",
    outerRingHeard: "The leaders invite you to speak from the outer ring.",
    seat: (name: string, parts: readonly string[]) => (parts.length === 0 ? name : `${name}, ${parts.join(", ")}`),
    speaking: "speaking",
  },

  debrief: {
    title: "Among yourselves",
    line: (leaders: number): string =>
      leaders > 1
        ? "The members have left. You can talk as long as you need to."
        : "Everybody else has left. Take the time you need.",
    /** In the rail, where each other part has its hint. */
    hint: (leaders: number): string =>
      leaders > 1
        ? "How was the circle for the presenter, and how was it between the two of you?"
        : "How was the circle for the presenter, and how was it for you?",
  },
  pausedTitle: "We pause",
  pausedLine,
  lead,
  deputy,
  presenterLost: (name: string) => `${name} has lost the line. The chair stays, and we wait a little.`,
  backTitle: "Sit back and listen",
  backLine: "The circle works with your case. It will call you back.",

  bar: {
    label: "Your microphone and camera",
    microphone: {
      open: "Microphone on",
      muted: "Muted by your device",
      opening: "Opening the microphone…",
      closed: "Microphone off",
    },
    camera: {
      on: "Camera on",
      muted: "Stopped by your device",
      opening: "Opening the camera…",
      off: "Camera off",
      resting: "Your camera is resting",
    },
    someone: "Someone came in",
    someoneHint: "Closes your microphone and camera and silences the room at once. Keys: Alt and X",
    tell: "Tell the leaders",
    leave: "Leave",
  },
  alone: {
    title: "Your room is closed",
    line: "Your microphone and camera are off, and you hear and see nobody. Take your time.",
    again: "I am alone again",
  },
  sound: { blocked: "Your browser waits for a click before it plays sound.", start: "Turn the sound on" },
  link: {
    reconnecting: "Sound and picture are coming back…",
    lost: "Sound and picture have stopped.",
    wire: "Your line is interrupted. We keep your chair.",
    soon: "One moment, please. The room is coming back.",
    both: "Your line is interrupted, with sound and picture. We keep your chair.",
  },

  /** What a weak line changes, said as it is; nothing while it carries everything. */
  weakLine,
  soundAndPicture: {
    title: "Sound and picture",
    soundOnly: "Sound only",
    blur: "Blur what is behind me",
    blurNote: "Your own picture, before it is sent. It needs some strength of this device.",
    clearVoice: "Less noise around my voice",
    clearVoiceNote: "Fans, keys and streets become quieter before your voice is sent.",
    extra: {
      off: null,
      on: null,
      starting: "One moment, please…",
      tooSlow: "This device could not keep up, so it has switched itself off.",
      failed: "This does not work on this device. It is off.",
    },
    soundOnlyNote: "You see no pictures of the others. Names and chairs stay.",
    incoming: {
      full: "For a weak line, or to rest your eyes. Names and chairs stay.",
      small: "Your line is weak: pictures are slower just now, to keep the sound clear.",
      few: "Your line is weak: only some pictures are shown just now, to keep the sound clear.",
      none: "Your line is weak: pictures are resting just now, to keep the sound clear.",
    },
  },

  toYou,

  back: {
    signs: "A silent sign, for the leaders only",
    seen: "You are seen",
    keepCameraOff: "Your camera stays off until you turn it on.",
  },

  offer,

  tell: {
    title: "Tell the leaders",
    lead: "Only the leaders see this.",
    topic: "What is it?",
    text: "A few words, if you like",
    send: "Send",
    sent: "The leaders know.",
  },
  leaving: { title: "Leave the circle?", line: "You can come back in with the same link.", yes: "Leave", no: "Stay" },

  console: {
    label: "For leaders",
    more: "More for leaders",
    less: "Back to the circle",
    cases: "Offered cases",
    noCases: "Nobody has offered a case yet.",
    caseOf: (name: string) => `${name}'s case`,
    extend: "5 minutes more",
    /** Short for the step back. */
    back: (to: string) => `← ${to}`,
    pause: "Pause",
    resume: "Go on together",
    end: "End the meeting",
    endTitle: "End the meeting for everyone?",
    endLine: "Everybody leaves the circle. This cannot be undone.",
    endYes: "End the meeting",
    endNo: "Not yet",
    door: "At the door",
    admit: "Let in",
    admitName: (name: string) => `Let in ${name}`,
    notNow: "Not now",
    notNowName: (name: string) => `Not now, ${name}`,
    knocks: (role: string, again: boolean, here: boolean) =>
      `${role === "observer" ? "as an observer" : "as a member"}${again ? ", was here before" : ""}${here ? "" : ", not at the door just now"}`,
    noChair: "no chair free",
    notNowAll: (count: number) => `Not now to all ${count}`,
    full: (outer: boolean): string => (outer ? "The outer ring is full." : "The circle is full."),
    emptyChairs: (names: readonly string[]) =>
      names.length > SOME
        ? `For a while nobody has come back to ${names.length} chairs.`
        : `For a while nobody has come back to the ${names.length === 1 ? "chair" : "chairs"} of ${list(names)}.`,
    freeChairs: (count: number) => plural(count, { one: "Free the chair", other: "Free # chairs" }),
    freeChairHint: "Whoever comes back after all knocks again",
    ago: (count: number) => (count === 0 ? "just now" : `${minutes(count)} ago`),
    likeInCircle: (name: string, role: string, chair: string) => `Like ${name} in the circle: ${role}, chair ${chair}.`,
    likeAtDoor: (name: string, role: string, ago: string) =>
      `Like ${name} at the door: ${role === "observer" ? "as an observer" : "as a member"}, ${ago}.`,
    saysLeader: (word: string) => `The name says “${word}”, but leaders do not wait here.`,
    step: "The next step",
    cards: "A word to the whole circle",
    cardShown: (text: string) => `The circle reads: ${text}`,
    people: "People",
    toOne: "Seen by nobody else",
    word: (label: string) => `asked: ${label}`,
    quiet: "Mark who has not spoken",
    quietHint: "Only on your screen, only in this part, never kept.",
    notSpoken: "not spoken yet",
    notSpokenSince: "not spoken since you came",
    nobody: "Nobody else is here yet.",
    health: { good: "good line", poor: "poor line", lost: "line lost" },
    lostFor: (count: number) => `line lost for ${minutes(count)}`,
    held: "microphone held",
    actions: (name: string) => `For ${name}`,
    microphone: "Microphone",
    ask: "Ask to close it",
    mute: "Close it once",
    hold: "Hold it closed",
    release: "Give it back",
    hear: "Let speak",
    unhear: "Back to listening",
    deputy: "Name as deputy",
    deputyHint: "Holds the chair if no leader is here any more",
    noDeputy: "No longer deputy",
    nudges: "A private word",
    redirects: "Redirect",
    invitations: "Invite",
    stepOut: "Ask to step out",
    stepOutTitle: (name: string) => `Ask ${name} to step out?`,
    stepOutLine: (name: string, presents: boolean) =>
      presents
        ? `${name} leaves the circle, and the case is closed.`
        : `${name} leaves the circle and may knock again.`,
    stepOutYes: "Ask to step out",
    between: "Between the leaders",
    say: "A line to your co-leader",
    send: "Send",
    needs: "Somebody needs you",
    helpFrom,
    forbidden,
    presenterLost: (name: string, count: number) =>
      `${name} has lost the line${count > 0 ? ` for ${minutes(count)}` : ""}.`,
    presenterLostHint: (sittingBack: boolean): string =>
      sittingBack
        ? "Go on, wait or pause as you see fit. The back seat stays, and stays silent on return."
        : "Go on, wait or pause as you see fit. The chair stays.",
    coLost: (name: string) => `${name} has lost the line. You lead on your own; nothing else has changed.`,
    somebody: "Somebody",
    co: "Your co-leader",
  },

  /** What cannot be a name. `after`: the word before the sign that is meant, or nothing. */
  nameFault: {
    letters: "Please write a name that everybody can read, with at least one letter.",
    long: (most: number) => `Please write no more than ${most} letters.`,
    unseen: (after: string) =>
      `${after === "" ? "The name begins with an invisible sign." : `There is an invisible sign after “${after}”.`} Please take it out.`,
    unshown: (after: string) =>
      `${after === "" ? "The name begins with a sign that screens cannot show." : `After “${after}” there is a sign that screens cannot show.`} Please take it out.`,
    marks: (on: string) =>
      on === "" ? "There is an accent without a letter." : `There are more accents on “${on}” than can be read.`,
    takeOut: "Take it out",
  },

  door: {
    leadLeader: "You lead this meeting.",
    leadGuest: "You are invited. It takes less than a minute to come in.",
    name: "Your name, as the circle knows you",
    as: "You come",
    member: "as a member",
    observer: "as an observer",
    agreement: "What we promise each other",
    promises: [
      "I am alone in a room where nobody can listen, with headphones on.",
      "Nothing is recorded, photographed or written down by a machine.",
      "What is said here stays here. No patient's name is spoken.",
      "If somebody comes in, I say so or close my microphone and camera.",
    ],
    agree: "I promise this",
    agreeFirst: "Please read and tick the promise first.",
    goOn: "Go on",
    back: "Back",
    welcome: (name: string) => `Welcome, ${name}`,
    checkGuest: "Look and listen whether all is well, then knock. The leaders will let you in.",
    checkLeader: "Look and listen whether all is well, then go in.",
    knock: "Knock",
    goIn: "Go in",

    camera: "Camera",
    tryCamera: "Try my camera",
    stopCamera: "Come without a picture",
    cameraOff: "You come in without a picture.",
    mirror: "Your own picture",

    microphone: "Microphone",
    tryMicrophone: "Try my microphone",
    stopMicrophone: "Stop trying",
    level: "How loud we hear you",
    hearYou: "we hear you",
    speakNow: "please say something",
    microphoneOpen: "Come in with the microphone on",
    microphoneNote: "Your microphone stays off until you turn it on.",

    speaker: "Speaker",
    playSound: "Play a soft sound",
    didYouHear: "Did you hear it?",
    heard: "Yes",
    notHeard: "No",
    youHear: "You will hear the others.",
    soundMend: "Turn the volume up and look whether your headphones are plugged in. Then play it once more.",
  },

  /** The trial of the network at the door. */
  line: {
    trying: "We are trying your line…",
    again: "Try the line again",
    good: "Your line is good.",
    fair: "Your line is good enough for sound. Pictures may be held up now and then.",
    weak: "Your line is weak. Come nearer to your wireless box or use a cable; or come without a picture.",
    lossy: "Your line loses part of the sound on the way. Come nearer to your wireless box, or use a cable.",
    detour: "Your network lets sound and picture through only by a detour. It will work, perhaps less sharp.",
    noMedia: "Your network blocks sound and picture. Send the line below to your IT, or use your phone's hotspot.",
    noWire: "Your network blocks the way to the meeting. Send the line below to your IT, or use your phone's hotspot.",
    unknown: "We could not try your line just now. You can come in all the same.",
    /** For somebody of the hospital's IT, who gets nothing but this. */
    forIt: (host: string, ports: readonly string[]) =>
      `For the meeting at ${host}, please allow from our network: ${list(ports)}.`,
    wire: (host: string, port: number) => `secure websockets to ${host}, TCP port ${port}`,
    media: (address: string, protocol: "UDP" | "TCP", port: number) => `media to ${address}, ${protocol} port ${port}`,
    copy: "Copy for your IT",
  },
  waiting: {
    title: (name: string) => `You have knocked, ${name}`,
    leaders: (names: readonly string[]) => `${list(names)} will let you in.`,
    nobody: "The leaders are not here yet. Please stay; we open the door when they come.",
    full: "There is no free chair just now. Please stay; you can come in when there is one.",
    again: "Your chair was not kept while you were away. The leaders see that you are back.",
    check: "Look at camera and microphone again",
  },
  removed: {
    // Both for whom a leader has not let in and for whom a leader has asked to step out.
    title: "The leaders ask you to stay outside for now",
    line: "If you would like to come in, you may knock again.",
    knock: "Knock again",
  },
  ended: {
    title: "The meeting has ended",
    line: "Thank you for being here. Nothing of what was said has been kept. Be kind to yourself for a moment.",
  },
  alreadyIn: {
    title: (name: string) => `In this browser you are already here, as ${name}`,
    line: {
      guest:
        "You have opened the invitation. You can go back to your place, or come in as a guest as well, to try it out.",
      leader: "You have opened a leader's link. You can go back to your place, or come in as a leader as well.",
    },
    back: "Back to my place",
    asWell: { guest: "Come in as a guest as well", leader: "Come in as a leader as well" },
  },
  blocked: {
    title: "The meeting cannot be reached from here",
    media: "Sound and picture cannot get through this network.",
    help: "What helps",
  },
  elsewhere: {
    title: "You have gone on somewhere else",
    line: "Your place in the meeting is on another device or in another window. Would you like to go on here?",
  },
  noCookies: {
    title: "This browser cannot remember you",
    line: (host: string) =>
      `It keeps no cookies, so the room would forget you as soon as you have knocked. Please allow cookies for ${host} in the browser's settings, under privacy, and try again; or open the link in another browser. The room keeps nothing but who you are in this meeting.`,
  },
  replaced: {
    title: "You are here on another screen",
    line: "The meeting goes on there. You can bring it back to this one.",
    here: "Continue here",
  },
  left: {
    title: "You have left",
    line: "You can come back in as long as the meeting lasts. If no chair is free by then, you wait at the door.",
    back: "Come back in",
  },
  outdated: {
    title: "This page has grown old",
    line: "Please load it again, then you can go on.",
    reload: "Load again",
  },
  noLink: {
    title: "Welcome",
    line: "This is a quiet room for Balint groups. To come in, please open the link you were sent.",
    nowhere: "Nothing is here",
    nowhereLine:
      "This address leads to no meeting; perhaps a piece of it was lost on the way. Please open the link in the message you were sent once more.",
    back: "To the first page",
    cut: "This link has lost its end on the way. Please open it in the message you were sent, or copy it whole, to its last letter.",
  },

  organise: {
    title: "Your meetings",
    lead: "Make a meeting, then send each leader a leader's link and everybody else the invitation.",
    make: "A new meeting",
    name: "Its name",
    frame: "How long",
    leaders: "Leaders",
    one: "one leader",
    two: "two leaders",
    create: "Make the meeting",
    none: "No meetings yet.",
    leaderLink: (index: number, of: number) => (of === 1 ? "Leader's link" : `Link for leader ${index}`),
    invitation: "Invitation for everyone else",
    copy: "Copy",
    copyName: (what: string, meeting: string) => `Copy ${what} for ${meeting}`,
    copied: "Copied",
    endedOn: "ended",
    made: (date: string) => `made on ${date}`,
    noKey: "Please open the organiser's link you were given.",
  },
};

export type Words = typeof english;
