/** Every word in French. The form is that of the English catalogue, which says what each is for. */
import type { Words } from "./english.ts";
import { SOME, clockFrom, grammarOf, sentence } from "./grammar.ts";

const { plural, list } = grammarOf("fr");

const phase: Words["phase"] = {
  gathering: "Arrivée",
  caseCall: "Qui a un cas ?",
  presentation: "Présentation",
  clarification: "Quelques questions",
  discussion: "Travail du groupe",
  return: "Retour",
  closing: "Clôture",
  aftercare: "Après",
  ended: "Fin",
};

/** « de Tom », « d'Anna ». */
function of(name: string): string {
  return /^[aeiouyhàâäéèêëîïôöùûü]/i.test(name) ? `d'${name}` : `de ${name}`;
}

const centre: Words["centre"] = (now, { presenter }, classic) => {
  const someone = presenter ?? "Quelqu'un";
  switch (now) {
    case "gathering":
      return "Nous arrivons et prenons place.";
    case "caseCall":
      return "Un patient qui vous reste en tête.";
    case "presentation":
      return `${someone} nous parle d'un patient. Nous écoutons.`;
    case "clarification":
      return presenter === null
        ? "Des questions de fait. Rien de plus encore."
        : `Des questions de fait à ${presenter}. Rien de plus encore.`;
    case "discussion":
      return classic
        ? "Que se passe-t-il entre le médecin et le patient ?"
        : `${someone} est en retrait. Que se passe-t-il entre le médecin et le patient ?`;
    case "return":
      return `${someone} est de nouveau avec nous, pour parler ou seulement écouter.`;
    case "closing":
      return "Ce qui est ouvert peut le rester.";
    case "aftercare":
      return "Le temps de revenir à nous.";
    case "ended":
      return "Merci d'avoir été là.";
  }
};

const centreToYou: Words["centreToYou"] = {
  presentation: "Parlez-nous de votre patient. Nous écoutons.",
  clarification: "Des questions de fait pour vous. Rien de plus encore.",
  return: "Vous êtes de nouveau avec nous, pour parler ou seulement écouter.",
};

const hint: Words["hint"] = {
  gathering: "Dites jusqu'à quelle heure nous avons, et que ce qui est dit ici reste ici.",
  caseCall: "Demandez qui pense à un patient, et supportez l'attente.",
  presentation: "Laissez raconter jusqu'au bout. Sans noms ni lieux.",
  clarification: "Un fait, ou déjà une idée ? Les idées sont pour plus tard.",
  discussion: "Protégez la personne en retrait, restez auprès des deux, laissez les silences.",
  return: "Qui revient parle en premier, ou écoute seulement. Rien n'est obligé.",
  closing: "Ni résumé ni verdict. Nous en restons là.",
  aftercare: "Restez un peu. Demandez si deux minutes avec vous feraient du bien.",
  ended: "",
};

const resting: Words["resting"] = {
  sittingBack: "Votre micro se repose pendant que vous êtes en retrait",
  paused: "Votre micro se repose pendant la pause",
  held: "Un animateur garde votre micro fermé pour le moment",
  observing: "Vous observez et écoutez ; votre micro se repose",
  presentation: "Votre micro se repose pendant le récit du cas",
};

const refused: Words["refused"] = {
  invalid: "Cela n'a pas marché. Merci de réessayer.",
  too_large: "C'était un peu trop long. Merci de raccourcir.",
  too_fast: "Un instant, s'il vous plaît. Puis réessayez.",
  busy: "Un instant, s'il vous plaît. Puis réessayez.",
  unavailable: "Cela n'est pas arrivé. Merci de réessayer.",
  no_such_person: "Cette personne n'est plus là.",
  not_in_room: "Cette personne n'est pas dans le cercle en ce moment.",
  not_allowed: "Ce n'est pas possible depuis votre place.",
  wrong_phase: "Cela ne fait pas partie de ce moment de la rencontre.",
  moved_on: "Cela vient de changer. Regardez encore une fois, s'il vous plaît.",
  not_offered: "Ce cas n'est plus proposé.",
  already_so: "C'est déjà ainsi.",
  full: "Le cercle est complet.",
  ended: "La rencontre est terminée.",
};

const failed: Words["failed"] = {
  invalid: "Merci de vérifier ce que vous avez écrit, puis de réessayer.",
  not_found: "Ce lien ne mène à aucune rencontre. Demandez-en un nouveau.",
  wrong_key: "Ce lien n'ouvre plus la porte. Demandez-en un nouveau.",
  not_known: "Merci de passer de nouveau par la porte.",
  not_in_room: "Vous n'êtes pas dans le cercle en ce moment.",
  ended: "Cette rencontre est terminée.",
  full: "Il n'y a pas de place à la porte en ce moment. Réessayez dans un petit moment.",
  too_fast: "Un instant, s'il vous plaît. Puis réessayez.",
  too_large: "C'était un peu trop long. Merci de raccourcir.",
  unavailable: "La salle est injoignable pour le moment. Réessayez dans un instant.",
  unreachable: "La salle est injoignable pour le moment. Vérifiez votre connexion et réessayez.",
};

const nudge: Words["nudge"] = {
  advising: {
    label: "Donner des conseils",
    words: "Laissons peut-être les conseils. Que ressentez-vous en écoutant ?",
  },
  fixing: {
    label: "Résoudre le problème",
    words: "Il n'y a rien à résoudre ici. Comment est-ce entre ces deux personnes ?",
  },
  judging: { label: "Juger", words: "Restez curieux. De quoi chacun des deux peut-il avoir besoin ?" },
  teaching: {
    label: "Enseigner",
    words: "Mettez le savoir de côté un moment. Qu'est-ce que cette histoire vous fait ?",
  },
  critiquing: {
    label: "Critiquer",
    words: "Ce qui pouvait être fait l'a été. Qu'est-ce que cela a pu faire ressentir ?",
  },
  interrogating: {
    label: "Questionner la personne en retrait",
    words: "Laissez la personne en retrait se reposer. Imaginez la réponse plutôt que de la demander.",
  },
  theorising: {
    label: "Théoriser",
    words: "Revenez de la théorie à ces deux personnes. Que voyez-vous devant vous ?",
  },
  patientVoice: {
    label: "La voix du patient",
    words: "Voulez-vous prêter votre voix au patient ? « Moi, le patient… »",
  },
  doctorVoice: {
    label: "La voix du médecin",
    words: "Voulez-vous prêter votre voix au médecin ? « Moi, le médecin… »",
  },
  theAbsent: { label: "Qui est absent", words: "Y a-t-il quelqu'un dans cette histoire dont nous n'avons pas parlé ?" },
  images: { label: "Une image", words: "Une image, un son ou une rêverie vous vient-il ?" },
  bothSides: {
    label: "Les deux côtés",
    words: "Nous sommes d'un côté depuis un moment. Comment est-ce de l'autre ?",
  },
};

const card: Words["card"] = {
  stayWithTheTwo: "Restons auprès des deux",
  patientFeels: "Que ressent le patient ?",
  doctorFeels: "Que ressent le médecin ?",
  momentOfSilence: "Un moment de silence",
  imagineNotAsk: "Imaginer plutôt que demander",
  noAdvice: "Pas de conseil, pour l'instant",
};

const signal: Words["signal"] = {
  needPause: {
    button: "J'ai besoin d'une pause",
    sent: "Les animateurs voient que vous avez besoin d'une pause.",
    told: (name) => `${name} a besoin d'une pause`,
  },
  comeBack: {
    button: "J'aimerais revenir",
    sent: "Les animateurs voient que vous aimeriez revenir.",
    told: (name) => `${name} aimerait revenir`,
  },
};

const help: Words["help"] = {
  cannotHear: "J'entends mal",
  notHeard: "Je crois qu'on ne m'entend pas",
  noPicture: "Je ne vois pas d'image",
  other: "Autre chose",
};

const BARRED =
  "Dans les réglages de l'ordinateur, sous « Confidentialité », autorisez votre navigateur, puis réessayez.";
const BUSY = "Un autre programme l'utilise peut-être : fermez les autres appels vidéo, puis réessayez.";

const trouble: Words["trouble"] = {
  microphoneDenied: "Votre navigateur ne nous laisse pas utiliser le micro.",
  microphoneBarred: `Votre ordinateur refuse le micro au navigateur. ${BARRED}`,
  microphoneMissing:
    "Nous n'avons pas trouvé de micro. Vérifiez qu'il est branché, puis réessayez. Vous pouvez aussi venir seulement écouter.",
  microphoneBusy: `Nous n'avons pas accès à votre micro. ${BUSY}`,
  microphoneGone: "Votre micro n'est plus là. Vérifiez qu'il est branché, puis rallumez-le.",
  cameraDenied: "Votre navigateur ne nous laisse pas utiliser la caméra.",
  cameraBarred: `Votre ordinateur refuse la caméra au navigateur. ${BARRED}`,
  cameraMissing:
    "Nous n'avons pas trouvé de caméra. Vérifiez qu'elle est branchée et allumée, puis réessayez. Vous pouvez aussi venir sans image.",
  cameraBusy: `Nous n'avons pas accès à votre caméra. ${BUSY}`,
  cameraGone: "Votre caméra n'est plus là. Vérifiez qu'elle est branchée, puis rallumez-la.",
  unanswered: "Votre navigateur a posé une question restée sans réponse. Réessayez et choisissez « Autoriser ».",
  microphoneMuted:
    "Votre appareil a coupé le micro : personne ne vous entend. Rétablissez-le là où il a été coupé : avec une touche, sur le casque ou dans les réglages.",
  cameraMuted:
    "Votre appareil ne donne pas d'image en ce moment. Regardez si la caméra est couverte ou si un autre programme l'utilise.",
  microphoneAway: "Après votre absence, votre micro est fermé. Rouvrez-le quand vous voulez.",
  cameraAway: "Après votre absence, votre caméra est éteinte. Rallumez-la quand vous voulez.",
  notYet: "Pas encore. Réessayez dans un instant.",
};

const allow: Words["allow"] = {
  chrome: "Cliquez sur le petit signe à gauche de l'adresse, activez-y la caméra et le micro, puis réessayez.",
  edge: "Cliquez sur le cadenas à gauche de l'adresse, mettez la caméra et le micro sur « Autoriser », puis réessayez.",
  firefox: "Cliquez sur le signe barré à gauche de l'adresse, levez-y le blocage, puis réessayez.",
  safari:
    "Dans le menu Safari, choisissez « Réglages pour ce site web », mettez la caméra et le micro sur « Autoriser », puis réessayez.",
  iosSafari:
    "Touchez le signe à côté de l'adresse, puis « Réglages du site web », autorisez la caméra et le micro, puis réessayez.",
  iosOther:
    "Ouvrez les réglages de votre téléphone, cherchez-y votre navigateur, activez la caméra et le micro, puis réessayez.",
  android:
    "Touchez le signe à gauche de l'adresse, puis « Autorisations », autorisez la caméra et le micro, puis réessayez.",
  androidFirefox: "Touchez le cadenas à gauche de l'adresse, autorisez-y la caméra et le micro, puis réessayez.",
  inApp:
    "Cette page s'est ouverte dans une autre application. Copiez le lien, ouvrez-le dans votre navigateur habituel et réessayez-y.",
  other: "Vous pouvez l'autoriser à côté de l'adresse, puis réessayer.",
};

const unfit: Words["unfit"] = {
  insecure:
    "Cette adresse n'est pas protégée ; votre navigateur ne nous donne donc ni caméra ni micro. Demandez un lien qui commence par https.",
  inApp:
    "Cette page s'est ouverte dans une autre application, où le son et l'image ne marchent pas. Copiez le lien et ouvrez-le dans votre navigateur habituel.",
  old: "Le son et l'image ne marchent pas dans ce navigateur. Ouvrez le lien dans un Chrome, Edge, Firefox ou Safari récent.",
};

const media: Words["media"] = {
  settled: null,
  settling: "Un instant : tous les micros ne sont pas encore comme il faut.",
  degraded:
    "Nous ne pouvons pas être sûrs que chaque micro soit comme il faut. Nous continuons d'essayer ; faites peut-être une petite pause.",
};

const step: Words["step"] = (next, { presenter }, sitsBack) => {
  if (next.kind === "end") return "Terminer la rencontre";
  if (next.kind === "again") return "Un autre cas";
  if (next.kind === "skip")
    return next.to === "closing" ? "Pas de cas aujourd'hui, passer à la clôture" : "Passer les questions";
  if (next.kind === "back") return `Retour à « ${phase[next.to]} »`;
  switch (next.to) {
    case "caseCall":
      return "Demander qui a un cas";
    case "clarification":
      return presenter === null ? "Passer aux questions" : `Passer aux questions à ${presenter}`;
    case "discussion":
      if (!sitsBack) return "Passer au travail du groupe";
      return presenter === null ? "Inviter à se mettre en retrait" : `Inviter ${presenter} à se mettre en retrait`;
    case "return":
      return presenter === null ? "Inviter à revenir" : `Inviter ${presenter} à revenir`;
    case "closing":
      return "Passer à la clôture";
    case "aftercare":
      return "Passer à l'après";
    case "gathering":
    case "presentation":
    case "ended":
      return `Passer à « ${phase[next.to]} »`;
  }
};

function minutes(count: number): string {
  return plural(count, { one: "# minute", other: "# minutes" });
}

const clock = clockFrom({
  open: (passed) => `${minutes(passed)}, sans limite`,
  within: (passed, of) => `${passed} sur environ ${minutes(of)}`,
  over: (of, well) => `${well ? "bien" : "un peu"} au-delà de ${minutes(of)}`,
});

const lead: Words["lead"] = {
  leader: () => "Un animateur est de nouveau avec nous.",
  nobody: () =>
    "Aucun animateur n'est avec nous en ce moment. Le cercle reste. Si personne ne revient bientôt, nous ferons une pause.",
  unattended: () => "Aucun animateur n'est là ; nous faisons une pause jusqu'à son retour.",
  deputy: (chair) => `${chair ?? "Quelqu'un"} tient la place jusqu'au retour d'un animateur.`,
};

const pausedLine: Words["pausedLine"] = (itself, who, leading, chair) => {
  if (!itself) return "Tous les micros sont fermés. Le cercle reste.";
  if (who === "deputy") return `${chair ?? "Quelqu'un"} tient la place. Nous reprenons bientôt.`;
  if (who !== "leader") return "Aucun animateur n'est là. Tous les micros sont fermés jusqu'à son retour.";
  return leading
    ? "La salle s'est mise en pause d'elle-même en l'absence d'animateur. Rien n'est perdu."
    : "Un animateur est de retour. Nous reprenons bientôt.";
};

const deputy: Words["deputy"] = {
  named: "Les animateurs vous demandent de tenir la place si leur connexion se coupe.",
  noMore: "Vous ne tenez plus la place des animateurs.",
  offer: "Les animateurs vous ont demandé de tenir la place en leur absence.",
  take: "Tenir la place",
};

const toYou: Words["toYou"] = {
  nudgeTitle: "Un mot discret, pour vous seul",
  mute: "Un animateur a fermé votre micro. Rouvrez-le quand vous serez prêt.",
  ask: "Un animateur vous demande de fermer votre micro.",
  askButton: "Fermer mon micro",
  dismiss: "Merci",
};

const offer: Words["offer"] = {
  mine: "J'ai un cas",
  takeBack: "Je le retire",
  offered: "Les animateurs voient que vous avez un cas.",
};

const helpFrom: Words["console"]["helpFrom"] = (name, topic) => `${name} : ${help[topic]}`;

const forbidden: Words["console"]["forbidden"] = (name) =>
  `Quelque chose d'inhabituel est venu de l'appareil ${of(name)}. Cela n'a pas été transmis.`;

const weakLine: Words["weakLine"] = {
  incoming: {
    full: null,
    small: "Votre ligne est faible. Les images sont plus lentes, pour garder le son clair.",
    few: "Votre ligne est faible. Seules quelques images sont montrées, pour garder le son clair.",
    none: "Les images se reposent pour garder le son clair. Elles reviendront d'elles-mêmes.",
  },
  outgoing: {
    full: null,
    small: "Votre image est envoyée plus petite, pour garder votre voix claire.",
    none: "Votre image se repose pour garder votre voix claire. Elle reviendra d'elle-même.",
  },
  soundOnly: "Vous avez choisi le son seul.",
  pictures: "Montrer les images",
};

const change: Words["change"] = (what, snapshot, names) => {
  switch (what.what) {
    case "phase":
      if (snapshot.you.sittingBack)
        return "Travail du groupe. Mettez-vous en retrait et écoutez. Le groupe vous appellera.";
      return `${sentence(phase[snapshot.phase])} ${
        (snapshot.you.presents ? centreToYou[snapshot.phase] : undefined) ??
        centre(snapshot.phase, names, snapshot.frame === "classic")
      }`;
    case "debrief":
      return `${sentence(french.debrief.title)} ${french.debrief.line(what.leaders)}`;
    case "paused":
      return what.paused ? "Nous faisons une pause. Tous les micros sont fermés." : "Nous reprenons.";
    case "lead":
      return lead[what.lead](what.chair);
    case "deputy":
      return what.yes ? deputy.named : deputy.noMore;
    case "microphone":
      return snapshot.you.reason === "open" ? "Vous pouvez ouvrir votre micro." : `${resting[snapshot.you.reason]}.`;
    case "came":
      return `${what.name} est là.`;
    case "gone":
      return `${what.name} est parti.`;
    case "lost":
      return `La connexion ${of(what.name)} s'est coupée. Nous gardons la chaise.`;
    case "back":
      return `${what.name} est de retour.`;
    case "card":
      return sentence(`À tout le cercle : ${card[what.card]}`);
    case "word":
      if (what.kind === "nudge") return what.nudge === null ? "" : `${toYou.nudgeTitle} : ${nudge[what.nudge].words}`;
      return what.kind === "ask" ? toYou.ask : toYou.mute;
    case "signal":
      return what.signal === null ? "Un animateur a pris en compte votre signe." : signal[what.signal].sent;
    case "offered":
      return what.yes ? offer.offered : "Votre cas n'est plus proposé.";
    case "offers":
      return `${what.name} propose un cas.`;
    case "knocks":
      return `${what.name} est à la porte.`;
    case "needs":
      if (what.whisper.kind === "signal") return `${signal[what.whisper.signal].told(what.name)}.`;
      if (what.whisper.kind === "forbiddenTrack") return forbidden(what.name);
      return `${sentence(helpFrom(what.name, what.whisper.topic))} ${what.whisper.text}`.trim();
    case "held":
      return what.held
        ? `Le micro ${of(what.name)} est gardé fermé.`
        : `${what.name} peut de nouveau ouvrir son micro.`;
    case "nudged":
      return `Un mot discret à ${what.name} : ${nudge[what.nudge].label}.`;
    case "leaders":
      return `${what.name} écrit : ${what.text}`;
    case "unsure":
      return media.degraded ?? "";
    case "line":
      return what.lost
        ? "Votre connexion est interrompue. Nous gardons votre chaise."
        : "Votre connexion est rétablie.";
    case "link":
      return what.lost ? "Le son et l'image reviennent." : "Le son et l'image sont de retour.";
    case "pictures":
      if (what.whose === "own") return what.rest ? weakLine.outgoing.none : "Votre image est de nouveau visible.";
      return what.rest ? weakLine.incoming.none : "Les images sont de retour.";
    case "refused":
      return refused[what.code];
  }
};

export const french: Words = {
  app: "Salle Balint",
  centreToYou,
  hint,
  keys: {
    title: "Touches",
    button: "Touches",
    open: "Montrer les touches",
    lead: "Tout dans la salle s'atteint aussi avec Tab et les flèches, et se presse avec Entrée.",
    alone: "Un ? seul ouvre cette carte",
    what: {
      someone: "Quelqu'un est entré : tout fermer d'un coup, même en écrivant",
      microphone: "Micro ouvert ou fermé",
      camera: "Caméra allumée ou éteinte",
      where: "Dire où nous en sommes",
      keys: "Ces touches",
      tell: "Dire quelque chose aux animateurs",
      sign: "Le signe silencieux : j'ai besoin d'une pause",
      next: "L'étape suivante",
      pause: "Faire une pause et reprendre",
      door: "Aller à qui est à la porte",
      people: "Aller aux personnes",
      cards: "Un mot à tout le cercle",
      between: "Écrire au co-animateur",
    },
  },
  language: "Langue",
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
  visibility: { visible: "par tous", veiled: "par les animateurs seulement", cameraOff: "par personne" },
  help,
  frame: {
    sixty: "60 minutes",
    ninety: "90 minutes",
    classic: "90 minutes, classique (personne ne se met en retrait)",
  },
  trouble,
  allow,
  unfit,
  media,
  close: "Fermer",
  cancel: "Annuler",
  done: "C'est fait",
  tryAgain: "Réessayer",
  oneMoment: "Un instant, s'il vous plaît",
  copyLink: "Copier le lien",
  copied: "Copié",

  circle: {
    label: "Le cercle",
    you: "Vous",
    leader: "anime",
    presents: "apporte le cas",
    presentsShort: "présente",
    sittingBack: "en retrait",
    observer: "observe",
    lost: "coupé",
    holdsChair: "tient la place",
    deputy: "suppléance",
    keepChair: "chaise gardée",
    keepChairShort: "gardée",
    unsteady: "ligne instable",
    unsteadyShort: "instable",
    unheard: "pas de son en ce moment",
    unheardShort: "pas de son",
    muted: "micro coupé",
    mutedShort: "coupé",
    yourChair: "votre chaise",
    gapOf: (name) => `La chaise ${of(name)}`,
    pictureHeld: "image figée",
    pictureRests: "son seul",
    hideSelf: "Ne plus voir votre propre image",
    hideSelfHint: "Ne plus voir votre propre image. Les autres vous voient toujours.",
    showSelfHint: "Revoir votre propre image",
    seenByOthers: "les autres vous voient",
    seenByOthersShort: "visible",
    outerRing: "Vous êtes dans le cercle extérieur et vous écoutez.",
    outerRingHeard: "Les animateurs vous invitent à parler depuis le cercle extérieur.",
    seat: (name, parts) => (parts.length === 0 ? name : `${name}, ${parts.join(", ")}`),
    speaking: "parle",
  },

  debrief: {
    title: "Entre vous",
    line: (leaders) =>
      leaders > 1
        ? "Les membres sont partis. Vous pouvez parler aussi longtemps qu'il le faut."
        : "Tous les autres sont partis. Prenez le temps qu'il vous faut.",
    hint: (leaders) =>
      leaders > 1
        ? "Comment la personne qui a présenté a-t-elle vécu le cercle, et comment était-ce entre vous deux ?"
        : "Comment la personne qui a présenté a-t-elle vécu le cercle, et comment était-ce pour vous ?",
  },
  pausedTitle: "Nous faisons une pause",
  pausedLine,
  lead,
  deputy,
  presenterLost: (name) => `La connexion ${of(name)} s'est coupée. La chaise reste, et nous attendons un peu.`,
  backTitle: "En retrait, écoutez",
  backLine: "Le cercle travaille avec votre cas. Il vous rappellera.",

  bar: {
    label: "Votre micro et votre caméra",
    microphone: {
      open: "Micro ouvert",
      muted: "Coupé par l'appareil",
      opening: "Ouverture du micro…",
      closed: "Micro fermé",
    },
    camera: {
      on: "Caméra allumée",
      muted: "Arrêtée par l'appareil",
      opening: "Ouverture de la caméra…",
      off: "Caméra éteinte",
      resting: "Votre caméra se repose",
    },
    someone: "Quelqu'un est entré",
    someoneHint: "Ferme aussitôt micro et caméra et fait taire la salle. Touches : Alt et X",
    tell: "Dire aux animateurs",
    leave: "Partir",
  },
  alone: {
    title: "Votre salle est fermée",
    line: "Micro et caméra sont éteints ; vous n'entendez et ne voyez personne. Prenez votre temps.",
    again: "Je suis de nouveau seul",
  },
  sound: { blocked: "Votre navigateur attend un clic avant de donner le son.", start: "Activer le son" },
  link: {
    reconnecting: "Le son et l'image reviennent…",
    lost: "Le son et l'image se sont arrêtés.",
    wire: "Votre connexion est interrompue. Nous gardons votre chaise.",
    soon: "Un instant, s'il vous plaît. La salle revient.",
    both: "Votre connexion est interrompue, avec le son et l'image. Nous gardons votre chaise.",
  },

  weakLine,
  soundAndPicture: {
    title: "Son et image",
    soundOnly: "Son seul",
    blur: "Flouter ce qui est derrière moi",
    blurNote: "Votre propre image, avant son envoi. Cela demande un peu de force à cet appareil.",
    clearVoice: "Moins de bruit autour de ma voix",
    clearVoiceNote: "Ventilateurs, touches et rue deviennent plus discrets avant l'envoi de votre voix.",
    extra: {
      off: null,
      on: null,
      starting: "Un instant, s'il vous plaît…",
      tooSlow: "Cet appareil n'arrivait pas à suivre, la fonction s'est donc arrêtée d'elle-même.",
      failed: "Cela ne fonctionne pas sur cet appareil. C'est désactivé.",
    },
    soundOnlyNote: "Vous ne voyez pas l'image des autres. Les noms et les chaises restent.",
    incoming: {
      full: "Pour une ligne faible, ou pour reposer vos yeux. Les noms et les chaises restent.",
      small: "Votre ligne est faible : les images sont plus lentes en ce moment, pour garder le son clair.",
      few: "Votre ligne est faible : seules quelques images sont montrées, pour garder le son clair.",
      none: "Votre ligne est faible : les images se reposent, pour garder le son clair.",
    },
  },

  toYou,

  back: {
    signs: "Un signe silencieux, pour les animateurs seulement",
    seen: "On vous voit",
    keepCameraOff: "Votre caméra reste éteinte jusqu'à ce que vous l'allumiez.",
  },

  offer,

  tell: {
    title: "Dire aux animateurs",
    lead: "Seuls les animateurs le voient.",
    topic: "De quoi s'agit-il ?",
    text: "Quelques mots, si vous voulez",
    send: "Envoyer",
    sent: "Les animateurs le savent.",
  },
  leaving: {
    title: "Quitter le cercle ?",
    line: "Vous pourrez revenir avec le même lien.",
    yes: "Partir",
    no: "Rester",
  },

  console: {
    label: "Pour les animateurs",
    more: "Plus pour les animateurs",
    less: "Retour au cercle",
    cases: "Cas proposés",
    noCases: "Personne n'a encore proposé de cas.",
    caseOf: (name) => `Le cas ${of(name)}`,
    extend: "5 minutes de plus",
    back: (to) => `← ${to}`,
    pause: "Pause",
    resume: "Reprendre ensemble",
    end: "Terminer la rencontre",
    endTitle: "Terminer la rencontre pour tous ?",
    endLine: "Tout le monde quitte le cercle. On ne peut pas revenir en arrière.",
    endYes: "Terminer la rencontre",
    endNo: "Pas encore",
    door: "À la porte",
    admit: "Faire entrer",
    admitName: (name) => `Faire entrer ${name}`,
    notNow: "Pas maintenant",
    notNowName: (name) => `Pas maintenant, ${name}`,
    knocks: (role, again, here) =>
      `${role === "observer" ? "pour observer" : "comme membre"}${again ? ", déjà venu" : ""}${here ? "" : ", pas à la porte en ce moment"}`,
    noChair: "aucune chaise libre",
    notNowAll: (count) => `Pas maintenant pour les ${count}`,
    full: (outer) => (outer ? "Le cercle extérieur est complet." : "Le cercle est complet."),
    emptyChairs: (names) =>
      names.length > SOME
        ? `Depuis un moment, personne n'est revenu sur ${names.length} chaises.`
        : `Depuis un moment, personne n'est revenu ${names.length === 1 ? "sur la chaise" : "sur les chaises"} ${of(list(names))}.`,
    freeChairs: (count) => plural(count, { one: "Libérer la chaise", other: "Libérer # chaises" }),
    freeChairHint: "Qui revient malgré tout frappe de nouveau",
    ago: (count) => (count === 0 ? "à l'instant" : `il y a ${minutes(count)}`),
    likeInCircle: (name, role, chair) =>
      `Ressemble à ${name}, dans le cercle : ${role === "leader" ? "anime" : role === "observer" ? "observe" : "membre"}, chaise ${chair}.`,
    likeAtDoor: (name, role, ago) =>
      `Ressemble à ${name}, à la porte : ${role === "observer" ? "pour observer" : "comme membre"}, ${ago}.`,
    saysLeader: (word) => `Le nom dit « ${word} », mais qui anime n'attend pas ici.`,
    step: "L'étape suivante",
    cards: "Un mot à tout le cercle",
    cardShown: (text) => `Le cercle lit : ${text}`,
    people: "Personnes",
    toOne: "Personne d'autre ne le voit",
    word: (label) => `demandé : ${label}`,
    quiet: "Marquer qui n'a pas encore parlé",
    quietHint: "Sur votre écran seulement, pour cette partie seulement, jamais gardé.",
    notSpoken: "n'a pas encore parlé",
    notSpokenSince: "n'a pas parlé depuis votre arrivée",
    nobody: "Personne d'autre n'est encore là.",
    health: { good: "bonne ligne", poor: "ligne faible", lost: "connexion coupée" },
    lostFor: (count) => `connexion coupée depuis ${minutes(count)}`,
    held: "micro gardé fermé",
    actions: (name) => `Pour ${name}`,
    microphone: "Micro",
    ask: "Demander de le fermer",
    mute: "Le fermer une fois",
    hold: "Le garder fermé",
    release: "Le rendre",
    hear: "Laisser parler",
    unhear: "Retour à l'écoute",
    deputy: "Nommer suppléant",
    deputyHint: "Tient la place s'il n'y a plus aucun animateur",
    noDeputy: "Ne plus être suppléant",
    nudges: "Un mot discret",
    redirects: "Réorienter",
    invitations: "Inviter",
    stepOut: "Demander de sortir",
    stepOutTitle: (name) => `Demander à ${name} de sortir ?`,
    stepOutLine: (name, presents) =>
      presents
        ? `${name} quitte le cercle, et le cas est clos.`
        : `${name} quitte le cercle et peut frapper de nouveau.`,
    stepOutYes: "Demander de sortir",
    between: "Entre animateurs",
    say: "À votre co-animateur",
    send: "Envoyer",
    needs: "Quelqu'un a besoin de vous",
    helpFrom,
    forbidden,
    presenterLost: (name, count) =>
      `La connexion ${of(name)} est coupée${count > 0 ? ` depuis ${minutes(count)}` : ""}.`,
    presenterLostHint: (sittingBack) =>
      sittingBack
        ? "Continuez, attendez ou faites une pause, comme bon vous semble. La place en retrait reste, et reste silencieuse au retour."
        : "Continuez, attendez ou faites une pause, comme bon vous semble. La chaise reste.",
    coLost: (name) => `La connexion ${of(name)} est coupée. Vous animez seul ; rien d'autre n'a changé.`,
    somebody: "Quelqu'un",
    co: "Votre co-animateur",
  },

  nameFault: {
    letters: "Écrivez un nom que tout le monde peut lire, avec au moins une lettre.",
    long: (most) => `Écrivez ${most} lettres au plus.`,
    unseen: (after) =>
      `${after === "" ? "Le nom commence par un signe invisible." : `Il y a un signe invisible après « ${after} ».`} Merci de l'enlever.`,
    unshown: (after) =>
      `${after === "" ? "Le nom commence par un signe que les écrans ne peuvent pas montrer." : `Après « ${after} », il y a un signe que les écrans ne peuvent pas montrer.`} Merci de l'enlever.`,
    marks: (on) =>
      on === "" ? "Il y a un accent sans lettre." : `Il y a plus d'accents sur « ${on} » qu'on ne peut en lire.`,
    takeOut: "L'enlever",
  },

  door: {
    leadLeader: "Vous animez cette rencontre.",
    leadGuest: "Vous êtes invité. Entrer prend moins d'une minute.",
    name: "Votre nom, tel que le cercle vous connaît",
    as: "Vous venez",
    member: "comme membre",
    observer: "pour observer",
    agreement: "Ce que nous nous promettons",
    promises: [
      "Je suis seul dans une pièce où personne ne peut écouter, avec un casque.",
      "Rien n'est enregistré, photographié ni noté par une machine.",
      "Ce qui est dit ici reste ici. Aucun nom de patient n'est prononcé.",
      "Si quelqu'un entre, je le dis ou je ferme mon micro et ma caméra.",
    ],
    agree: "Je le promets",
    agreeFirst: "Merci de lire d'abord la promesse et de la cocher.",
    goOn: "Continuer",
    back: "Retour",
    welcome: (name) => `Bienvenue, ${name}`,
    checkGuest: "Regardez et écoutez si tout va bien, puis frappez. Les animateurs vous feront entrer.",
    checkLeader: "Regardez et écoutez si tout va bien, puis entrez.",
    knock: "Frapper",
    goIn: "Entrer",

    camera: "Caméra",
    tryCamera: "Essayer ma caméra",
    stopCamera: "Venir sans image",
    cameraOff: "Vous venez sans image.",
    mirror: "Votre image",

    microphone: "Micro",
    tryMicrophone: "Essayer mon micro",
    stopMicrophone: "Arrêter l'essai",
    level: "À quel point nous vous entendons",
    hearYou: "nous vous entendons",
    speakNow: "dites quelque chose",
    microphoneOpen: "Venir avec le micro ouvert",
    microphoneNote: "Votre micro reste fermé jusqu'à ce que vous l'ouvriez.",

    speaker: "Haut-parleur",
    playSound: "Jouer un son doux",
    didYouHear: "L'avez-vous entendu ?",
    heard: "Oui",
    notHeard: "Non",
    youHear: "Vous entendrez les autres.",
    soundMend: "Montez le volume et vérifiez que votre casque est branché. Puis rejouez le son.",
  },

  line: {
    trying: "Nous essayons votre ligne…",
    again: "Essayer la ligne de nouveau",
    good: "Votre ligne est bonne.",
    fair: "Votre ligne suffit pour le son. Les images peuvent se figer de temps en temps.",
    weak: "Votre ligne est faible. Rapprochez-vous de votre box ou prenez un câble ; ou venez sans image.",
    lossy: "Votre ligne perd une partie du son en route. Rapprochez-vous de votre box ou prenez un câble.",
    detour: "Votre réseau ne laisse passer le son et l'image que par un détour. Cela marchera, peut-être moins net.",
    noMedia:
      "Votre réseau bloque le son et l'image. Envoyez la ligne ci-dessous à votre service informatique, ou utilisez le partage de connexion de votre téléphone.",
    noWire:
      "Votre réseau bloque le chemin de la rencontre. Envoyez la ligne ci-dessous à votre service informatique, ou utilisez le partage de connexion de votre téléphone.",
    unknown: "Nous n'avons pas pu essayer votre ligne. Vous pouvez entrer quand même.",
    forIt: (host, ports) => `Pour la rencontre sur ${host}, merci d'autoriser depuis notre réseau : ${list(ports)}.`,
    wire: (host, port) => `WebSocket sécurisé vers ${host}, port TCP ${port}`,
    media: (address, protocol, port) => `médias vers ${address}, port ${protocol} ${port}`,
    copy: "Copier pour le service informatique",
  },
  waiting: {
    title: (name) => `Vous avez frappé, ${name}`,
    leaders: (names) => `${list(names)} vous ${plural(names.length, { one: "fera", other: "feront" })} entrer.`,
    nobody: "Les animateurs ne sont pas encore là. Restez, nous ouvrirons la porte à leur arrivée.",
    full: "Aucune chaise n'est libre pour l'instant. Restez, vous pourrez entrer dès qu'il y en aura une.",
    again: "Votre chaise n'a pas été gardée pendant votre absence. Les animateurs voient que vous êtes de retour.",
    check: "Revoir la caméra et le micro",
  },
  removed: {
    title: "Les animateurs vous demandent de rester dehors pour l'instant",
    line: "Si vous souhaitez entrer, vous pouvez frapper de nouveau.",
    knock: "Frapper de nouveau",
  },
  ended: {
    title: "La rencontre est terminée",
    line: "Merci d'avoir été là. Rien de ce qui a été dit n'a été gardé. Prenez un moment soin de vous.",
  },
  alreadyIn: {
    title: (name) => `Dans ce navigateur, vous êtes déjà ici : ${name}`,
    line: {
      guest:
        "Vous avez ouvert l'invitation. Vous pouvez retourner à votre place, ou entrer aussi sur invitation, pour essayer.",
      leader:
        "Vous avez ouvert le lien d'un animateur. Vous pouvez retourner à votre place, ou entrer aussi pour animer.",
    },
    back: "Retourner à ma place",
    asWell: { guest: "Entrer aussi sur invitation", leader: "Entrer aussi pour animer" },
  },
  blocked: {
    title: "La rencontre est hors d'atteinte d'ici",
    media: "Le son et l'image ne passent pas par ce réseau.",
    help: "Que faire",
  },
  elsewhere: {
    title: "Vous avez continué ailleurs",
    line: "Votre place dans la rencontre est sur un autre appareil ou dans une autre fenêtre. Voulez-vous continuer ici ?",
  },
  noCookies: {
    title: "Ce navigateur ne peut pas se souvenir de vous",
    line: (host) =>
      `Il ne garde pas de cookies : la salle vous oublierait dès que vous auriez frappé. Autorisez les cookies pour ${host} dans les réglages du navigateur, sous confidentialité, puis réessayez ; ou ouvrez le lien dans un autre navigateur. La salle ne retient que qui vous êtes dans cette rencontre.`,
  },
  replaced: {
    title: "Vous êtes ici sur un autre écran",
    line: "La rencontre continue là-bas. Vous pouvez la ramener sur celui-ci.",
    here: "Continuer ici",
  },
  left: {
    title: "Vous êtes parti",
    line: "Vous pouvez revenir tant que dure la rencontre. Si aucune chaise n'est libre alors, vous attendrez à la porte.",
    back: "Revenir",
  },
  outdated: {
    title: "Cette page a vieilli",
    line: "Merci de la recharger, puis vous pourrez continuer.",
    reload: "Recharger",
  },
  noLink: {
    title: "Bienvenue",
    line: "Voici une salle tranquille pour les groupes Balint. Pour entrer, ouvrez le lien que vous avez reçu.",
    nowhere: "Il n'y a rien ici",
    nowhereLine:
      "Cette adresse ne mène à aucune rencontre ; un morceau s'est peut-être perdu en route. Merci d'ouvrir à nouveau le lien dans le message que vous avez reçu.",
    back: "Vers la première page",
    cut: "La fin de ce lien s'est perdue en route. Ouvrez-le dans le message que vous avez reçu, ou copiez-le en entier, jusqu'à la dernière lettre.",
  },

  organise: {
    title: "Vos rencontres",
    lead: "Créez une rencontre, puis envoyez à chaque animateur son lien, et l'invitation à tous les autres.",
    make: "Une nouvelle rencontre",
    name: "Son nom",
    frame: "Combien de temps",
    leaders: "Animateurs",
    one: "un animateur",
    two: "deux animateurs",
    create: "Créer la rencontre",
    none: "Pas encore de rencontre.",
    leaderLink: (index, count) => (count === 1 ? "Lien de l'animateur" : `Lien de l'animateur ${index}`),
    invitation: "Invitation pour tous les autres",
    copy: "Copier",
    copyName: (what, meeting) => `Copier ${what} pour ${meeting}`,
    copied: "Copié",
    endedOn: "terminée",
    made: (date) => `créée le ${date}`,
    noKey: "Merci d'ouvrir le lien d'organisation que vous avez reçu.",
  },
};
