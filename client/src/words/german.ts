/** Every word in German. The form is that of the English catalogue, which says what each is for. */
import type { Words } from "./english.ts";
import { SOME, clockFrom, grammarOf, sentence } from "./grammar.ts";

const { plural, list } = grammarOf("de");

const phase: Words["phase"] = {
  gathering: "Ankommen",
  caseCall: "Wer hat einen Fall?",
  presentation: "Falldarstellung",
  clarification: "Einige Fragen",
  discussion: "Gruppenarbeit",
  return: "Rückkehr",
  closing: "Abschluss",
  aftercare: "Ausklang",
  ended: "Ende",
};

const centre: Words["centre"] = (of, { presenter }, classic) => {
  const someone = presenter ?? "Jemand";
  switch (of) {
    case "gathering":
      return "Wir kommen an und nehmen Platz.";
    case "caseCall":
      return "Eine Patientin, ein Patient, der einem nachgeht.";
    case "presentation":
      return `${someone} erzählt von einem Patienten. Wir hören zu.`;
    case "clarification":
      return presenter === null
        ? "Fragen nach Tatsachen. Mehr noch nicht."
        : `Fragen nach Tatsachen an ${presenter}. Mehr noch nicht.`;
    case "discussion":
      return classic
        ? "Was geschieht zwischen Arzt und Patient?"
        : `${someone} sitzt zurück. Was geschieht zwischen Arzt und Patient?`;
    case "return":
      return `${someone} ist wieder bei uns, um zu sprechen oder nur zuzuhören.`;
    case "closing":
      return "Was offen ist, darf offen bleiben.";
    case "aftercare":
      return "Zeit, wieder zu uns zu kommen.";
    case "ended":
      return "Danke, dass Sie da waren.";
  }
};

const centreToYou: Words["centreToYou"] = {
  presentation: "Erzählen Sie von Ihrem Patienten. Wir hören zu.",
  clarification: "Fragen nach Tatsachen an Sie. Mehr noch nicht.",
  return: "Sie sind wieder bei uns, um zu sprechen oder nur zuzuhören.",
};

const hint: Words["hint"] = {
  gathering: "Sagen Sie, bis wann Zeit ist, und dass hier bleibt, was hier gesagt wird.",
  caseCall: "Fragen Sie, wem ein Patient nachgeht, und halten Sie das Warten aus.",
  presentation: "Lassen Sie zu Ende erzählen. Namen und Orte bleiben weg.",
  clarification: "Eine Tatsache oder schon ein Einfall? Einfälle heben wir auf.",
  discussion: "Schützen Sie, wer zurücksitzt, bleiben Sie bei den beiden, lassen Sie Stille zu.",
  return: "Wer zurückkehrt, spricht zuerst oder hört nur zu. Es muss nichts gesagt werden.",
  closing: "Keine Zusammenfassung, kein Urteil. Wir lassen es hier.",
  aftercare: "Bleiben Sie noch etwas. Fragen Sie, ob zwei Minuten mit Ihnen guttäten.",
  ended: "",
};

const resting: Words["resting"] = {
  sittingBack: "Ihr Mikrofon ruht, während Sie zurücksitzen",
  paused: "Ihr Mikrofon ruht, während wir pausieren",
  held: "Die Leitung hält Ihr Mikrofon im Moment geschlossen",
  observing: "Als Beobachter hören Sie zu; Ihr Mikrofon ruht",
  presentation: "Ihr Mikrofon ruht, während der Fall erzählt wird",
};

const refused: Words["refused"] = {
  invalid: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  too_large: "Das war etwas zu lang. Bitte kürzen Sie es.",
  too_fast: "Einen Moment bitte. Versuchen Sie es dann noch einmal.",
  busy: "Einen Moment bitte. Versuchen Sie es dann noch einmal.",
  unavailable: "Das ist nicht angekommen. Bitte versuchen Sie es noch einmal.",
  no_such_person: "Diese Person ist nicht mehr hier.",
  not_in_room: "Diese Person ist gerade nicht im Kreis.",
  not_allowed: "Das ist von Ihrem Platz aus nicht möglich.",
  wrong_phase: "Das gehört nicht in diesen Teil des Treffens.",
  moved_on: "Das hat sich gerade geändert. Bitte sehen Sie noch einmal hin.",
  not_offered: "Dieser Fall wird nicht mehr angeboten.",
  already_so: "Das ist schon so.",
  full: "Der Kreis ist voll.",
  ended: "Das Treffen ist zu Ende.",
};

const failed: Words["failed"] = {
  invalid: "Bitte sehen Sie nach, was Sie geschrieben haben, und versuchen Sie es noch einmal.",
  not_found: "Dieser Link führt zu keinem Treffen. Bitte lassen Sie sich einen neuen geben.",
  wrong_key: "Dieser Link öffnet die Tür nicht mehr. Bitte lassen Sie sich einen neuen geben.",
  not_known: "Bitte kommen Sie noch einmal durch die Tür.",
  not_in_room: "Sie sind gerade nicht im Kreis.",
  ended: "Dieses Treffen ist zu Ende.",
  full: "An der Tür ist gerade kein Platz frei. Bitte versuchen Sie es in einer kleinen Weile noch einmal.",
  too_fast: "Einen Moment bitte. Versuchen Sie es dann noch einmal.",
  too_large: "Das war etwas zu lang. Bitte kürzen Sie es.",
  unavailable: "Der Raum ist gerade nicht zu erreichen. Bitte versuchen Sie es gleich noch einmal.",
  unreachable:
    "Der Raum ist gerade nicht zu erreichen. Bitte prüfen Sie Ihr Internet und versuchen Sie es noch einmal.",
};

const nudge: Words["nudge"] = {
  advising: {
    label: "Rat geben",
    words: "Lassen wir den Rat vielleicht noch. Was empfinden Sie beim Zuhören?",
  },
  fixing: {
    label: "Das Problem lösen",
    words: "Hier muss nichts gelöst werden. Wie ist es zwischen den beiden?",
  },
  judging: { label: "Urteilen", words: "Bleiben Sie neugierig. Was mögen die beiden brauchen?" },
  teaching: { label: "Belehren", words: "Legen Sie das Wissen kurz beiseite. Was macht die Geschichte mit Ihnen?" },
  critiquing: { label: "Kritisieren", words: "Getan wurde, was möglich war. Wie mag es sich angefühlt haben?" },
  interrogating: {
    label: "Ausfragen",
    words: "Lassen Sie die vorstellende Person ruhen. Stellen Sie sich die Antwort vor, statt danach zu fragen.",
  },
  theorising: {
    label: "Theoretisieren",
    words: "Kommen Sie von der Theorie zu diesen beiden Menschen zurück. Was sehen Sie vor sich?",
  },
  patientVoice: {
    label: "Stimme des Patienten",
    words: "Möchten Sie dem Patienten Ihre Stimme leihen? „Ich als Patient …“",
  },
  doctorVoice: { label: "Stimme des Arztes", words: "Möchten Sie dem Arzt Ihre Stimme leihen? „Ich als Ärztin …“" },
  theAbsent: {
    label: "Wer fehlt",
    words: "Gibt es jemanden in dieser Geschichte, von dem wir noch nicht gesprochen haben?",
  },
  images: { label: "Ein Bild", words: "Kommt Ihnen ein Bild, ein Klang oder eine Fantasie?" },
  bothSides: {
    label: "Beide Seiten",
    words: "Wir sind schon eine Weile auf der einen Seite. Wie ist es auf der anderen?",
  },
};

const card: Words["card"] = {
  stayWithTheTwo: "Bleiben wir bei den beiden",
  patientFeels: "Was fühlt der Patient?",
  doctorFeels: "Was fühlt die Ärztin, der Arzt?",
  momentOfSilence: "Ein Moment der Stille",
  imagineNotAsk: "Lieber fantasieren als fragen",
  noAdvice: "Jetzt keinen Rat",
};

const signal: Words["signal"] = {
  needPause: {
    button: "Ich brauche eine Pause",
    sent: "Die Leitung sieht, dass Sie eine Pause brauchen.",
    told: (name) => `${name} braucht eine Pause`,
  },
  comeBack: {
    button: "Ich möchte zurückkommen",
    sent: "Die Leitung sieht, dass Sie zurückkommen möchten.",
    told: (name) => `${name} möchte zurückkommen`,
  },
};

const help: Words["help"] = {
  cannotHear: "Ich höre nicht gut",
  notHeard: "Ich glaube, man hört mich nicht",
  noPicture: "Ich sehe kein Bild",
  other: "Etwas anderes",
};

const BARRED =
  "Erlauben Sie es in den Einstellungen des Computers, unter „Datenschutz“, und versuchen Sie es noch einmal.";
const BUSY =
  "Vielleicht benutzt es ein anderes Programm: Schließen Sie andere Videogespräche und versuchen Sie es noch einmal.";

const trouble: Words["trouble"] = {
  microphoneDenied: "Ihr Browser lässt uns das Mikrofon nicht benutzen.",
  microphoneBarred: `Ihr Computer gibt das Mikrofon nicht an den Browser. ${BARRED}`,
  microphoneMissing:
    "Wir haben kein Mikrofon gefunden. Sehen Sie nach, ob es eingesteckt ist, und versuchen Sie es noch einmal. Sie können auch nur zuhören.",
  microphoneBusy: `Wir kommen nicht an Ihr Mikrofon. ${BUSY}`,
  microphoneGone:
    "Ihr Mikrofon ist nicht mehr da. Sehen Sie nach, ob es eingesteckt ist, und schalten Sie es dann wieder ein.",
  cameraDenied: "Ihr Browser lässt uns die Kamera nicht benutzen.",
  cameraBarred: `Ihr Computer gibt die Kamera nicht an den Browser. ${BARRED}`,
  cameraMissing:
    "Wir haben keine Kamera gefunden. Sehen Sie nach, ob sie eingesteckt und eingeschaltet ist, und versuchen Sie es noch einmal. Sie können auch ohne Bild kommen.",
  cameraBusy: `Wir kommen nicht an Ihre Kamera. ${BUSY}`,
  cameraGone:
    "Ihre Kamera ist nicht mehr da. Sehen Sie nach, ob sie eingesteckt ist, und schalten Sie sie dann wieder ein.",
  unanswered:
    "Ihr Browser hat gefragt und keine Antwort bekommen. Versuchen Sie es noch einmal und wählen Sie „Zulassen“.",
  microphoneMuted:
    "Ihr Gerät hat das Mikrofon stummgeschaltet, niemand hört Sie. Schalten Sie es dort wieder ein: mit der Taste, am Headset oder in den Einstellungen.",
  cameraMuted:
    "Ihr Gerät gibt gerade kein Bild. Sehen Sie nach, ob die Kamera abgedeckt ist oder ein anderes Programm sie benutzt.",
  microphoneAway: "Sie waren eine Weile weg, darum ist Ihr Mikrofon aus. Schalten Sie es ein, wenn Sie so weit sind.",
  cameraAway: "Sie waren eine Weile weg, darum ist Ihre Kamera aus. Schalten Sie sie ein, wenn Sie so weit sind.",
  notYet: "Noch nicht. Bitte versuchen Sie es gleich noch einmal.",
};

const allow: Words["allow"] = {
  chrome:
    "Klicken Sie auf das kleine Zeichen links neben der Adresse, schalten Sie dort Kamera und Mikrofon ein und versuchen Sie es noch einmal.",
  edge: "Klicken Sie auf das Schloss links neben der Adresse, stellen Sie Kamera und Mikrofon auf „Zulassen“ und versuchen Sie es noch einmal.",
  firefox:
    "Klicken Sie auf das durchgestrichene Zeichen links neben der Adresse, heben Sie dort die Sperre auf und versuchen Sie es noch einmal.",
  safari:
    "Wählen Sie im Menü Safari „Einstellungen für diese Website“, stellen Sie Kamera und Mikrofon auf „Erlauben“ und versuchen Sie es noch einmal.",
  iosSafari:
    "Tippen Sie auf das Zeichen neben der Adresse, dann auf „Website-Einstellungen“, erlauben Sie Kamera und Mikrofon und versuchen Sie es noch einmal.",
  iosOther:
    "Öffnen Sie die Einstellungen Ihres Telefons, suchen Sie dort Ihren Browser, schalten Sie Kamera und Mikrofon ein und versuchen Sie es noch einmal.",
  android:
    "Tippen Sie auf das Zeichen links neben der Adresse, dann auf „Berechtigungen“, erlauben Sie Kamera und Mikrofon und versuchen Sie es noch einmal.",
  androidFirefox:
    "Tippen Sie auf das Schloss links neben der Adresse, erlauben Sie dort Kamera und Mikrofon und versuchen Sie es noch einmal.",
  inApp:
    "Diese Seite wurde in einer anderen App geöffnet. Kopieren Sie den Link, öffnen Sie ihn in Ihrem gewohnten Browser und versuchen Sie es dort.",
  other: "Sie können es neben der Adresse erlauben und noch einmal versuchen.",
};

const unfit: Words["unfit"] = {
  insecure:
    "Diese Adresse ist nicht geschützt, deshalb gibt uns Ihr Browser weder Kamera noch Mikrofon. Bitte lassen Sie sich einen Link geben, der mit https beginnt.",
  inApp:
    "Diese Seite wurde in einer anderen App geöffnet, in der Ton und Bild nicht gehen. Kopieren Sie den Link und öffnen Sie ihn in Ihrem gewohnten Browser.",
  old: "In diesem Browser gehen Ton und Bild nicht. Bitte öffnen Sie den Link in einem neuen Chrome, Edge, Firefox oder Safari.",
};

const media: Words["media"] = {
  settled: null,
  settling: "Einen Moment: Noch ist nicht jedes Mikrofon so, wie es sein soll.",
  degraded:
    "Wir können nicht sicher sein, dass jedes Mikrofon so ist, wie es sein soll. Wir versuchen es weiter; vielleicht pausieren Sie einen Moment.",
};

const step: Words["step"] = (of, { presenter }, sitsBack) => {
  if (of.kind === "end") return "Das Treffen beenden";
  if (of.kind === "again") return "Noch ein Fall";
  if (of.kind === "skip") return of.to === "closing" ? "Heute kein Fall, weiter zum Abschluss" : "Fragen auslassen";
  if (of.kind === "back") return `Zurück zu „${phase[of.to]}“`;
  switch (of.to) {
    case "caseCall":
      return "Fragen, wer einen Fall hat";
    case "clarification":
      return presenter === null ? "Weiter zu den Fragen" : `Weiter zu Fragen an ${presenter}`;
    case "discussion":
      if (!sitsBack) return "Weiter zur Gruppenarbeit";
      return presenter === null ? "Bitten, zurückzusitzen" : `${presenter} bitten, zurückzusitzen`;
    case "return":
      return presenter === null ? "Zurückbitten" : `${presenter} zurückbitten`;
    case "closing":
      return "Weiter zum Abschluss";
    case "aftercare":
      return "Weiter zum Ausklang";
    case "gathering":
    case "presentation":
    case "ended":
      return `Weiter zu „${phase[of.to]}“`;
  }
};

function minutes(count: number): string {
  return plural(count, { one: "# Minute", other: "# Minuten" });
}

const clock = clockFrom({
  open: (passed) => `${minutes(passed)}, Ende offen`,
  within: (passed, of) => `${passed} von etwa ${plural(of, { one: "# Minute", other: "# Minuten" })}`,
  over: (of, well) => `${well ? "deutlich" : "etwas"} über ${minutes(of)}`,
});

const lead: Words["lead"] = {
  leader: () => "Die Leitung ist wieder bei uns.",
  nobody: () =>
    "Gerade ist niemand von der Leitung bei uns. Der Kreis bleibt. Kommt bald niemand zurück, pausieren wir.",
  unattended: () => "Die Leitung ist nicht da, und wir pausieren, bis jemand zurück ist.",
  deputy: (chair) => `${chair ?? "Jemand"} hält den Platz der Leitung, bis sie zurück ist.`,
};

const pausedLine: Words["pausedLine"] = (itself, who, leading, chair) => {
  if (!itself) return "Alle Mikrofone sind zu. Der Kreis bleibt.";
  if (who === "deputy") return `${chair ?? "Jemand"} hält den Platz der Leitung. Wir machen bald weiter.`;
  if (who !== "leader") return "Die Leitung ist nicht da. Alle Mikrofone sind zu, bis jemand zurück ist.";
  return leading
    ? "Der Raum hat von selbst pausiert, solange die Leitung nicht da war. Nichts ist verloren."
    : "Die Leitung ist zurück. Wir machen bald weiter.";
};

const deputy: Words["deputy"] = {
  named: "Die Leitung bittet Sie, ihren Platz zu halten, falls ihre Verbindung abreißt.",
  noMore: "Sie halten den Platz der Leitung nicht mehr.",
  offer: "Die Leitung hat Sie gebeten, ihren Platz zu halten, solange sie fehlt.",
  take: "Den Platz halten",
};

const toYou: Words["toYou"] = {
  nudgeTitle: "Ein leises Wort, nur an Sie",
  mute: "Die Leitung hat Ihr Mikrofon geschlossen. Öffnen Sie es, wann immer Sie so weit sind.",
  ask: "Die Leitung bittet Sie, Ihr Mikrofon zu schließen.",
  askButton: "Mein Mikrofon schließen",
  dismiss: "Danke",
};

const offer: Words["offer"] = {
  mine: "Ich habe einen Fall",
  takeBack: "Ich nehme ihn zurück",
  offered: "Die Leitung sieht, dass Sie einen Fall haben.",
};

const helpFrom: Words["console"]["helpFrom"] = (name, topic) => `${name}: ${help[topic]}`;

const forbidden: Words["console"]["forbidden"] = (name) =>
  `Vom Gerät von ${name} kam etwas Ungewöhnliches. Es wurde nicht weitergegeben.`;

const weakLine: Words["weakLine"] = {
  incoming: {
    full: null,
    small: "Ihre Verbindung ist schwach. Die Bilder sind langsamer, damit der Ton klar bleibt.",
    few: "Ihre Verbindung ist schwach. Nur einige Bilder sind zu sehen, damit der Ton klar bleibt.",
    none: "Die Bilder ruhen, damit der Ton klar bleibt. Sie kommen von selbst zurück.",
  },
  outgoing: {
    full: null,
    small: "Ihr eigenes Bild wird kleiner gesendet, damit Ihre Stimme klar bleibt.",
    none: "Ihr eigenes Bild ruht, damit Ihre Stimme klar bleibt. Es kommt von selbst zurück.",
  },
  soundOnly: "Sie haben nur Ton gewählt.",
  pictures: "Bilder zeigen",
};

const change: Words["change"] = (of, snapshot, names) => {
  switch (of.what) {
    case "phase":
      if (snapshot.you.sittingBack)
        return "Gruppenarbeit. Lehnen Sie sich zurück und hören Sie zu. Die Gruppe ruft Sie.";
      return `${sentence(phase[snapshot.phase])} ${
        (snapshot.you.presents ? centreToYou[snapshot.phase] : undefined) ??
        centre(snapshot.phase, names, snapshot.frame === "classic")
      }`;
    case "debrief":
      return `${sentence(german.debrief.title)} ${german.debrief.line(of.leaders)}`;
    case "paused":
      return of.paused ? "Wir pausieren. Alle Mikrofone sind zu." : "Wir machen weiter.";
    case "lead":
      return lead[of.lead](of.chair);
    case "deputy":
      return of.yes ? deputy.named : deputy.noMore;
    case "microphone":
      return snapshot.you.reason === "open" ? "Sie dürfen Ihr Mikrofon öffnen." : `${resting[snapshot.you.reason]}.`;
    case "came":
      return `${of.name} ist da.`;
    case "gone":
      return `${of.name} ist gegangen.`;
    case "lost":
      return `Die Verbindung zu ${of.name} ist abgerissen. Wir halten den Stuhl frei.`;
    case "back":
      return `${of.name} ist zurück.`;
    case "card":
      return sentence(`An den ganzen Kreis: ${card[of.card]}`);
    case "word":
      if (of.kind === "nudge") return of.nudge === null ? "" : `${toYou.nudgeTitle}: ${nudge[of.nudge].words}`;
      return of.kind === "ask" ? toYou.ask : toYou.mute;
    case "signal":
      return of.signal === null ? "Die Leitung hat Ihr Zeichen aufgenommen." : signal[of.signal].sent;
    case "offered":
      return of.yes ? offer.offered : "Ihr Fall wird nicht mehr angeboten.";
    case "offers":
      return `${of.name} bietet einen Fall an.`;
    case "knocks":
      return `${of.name} ist an der Tür.`;
    case "needs":
      if (of.whisper.kind === "signal") return `${signal[of.whisper.signal].told(of.name)}.`;
      if (of.whisper.kind === "forbiddenTrack") return forbidden(of.name);
      return `${sentence(helpFrom(of.name, of.whisper.topic))} ${of.whisper.text}`.trim();
    case "held":
      return of.held
        ? `Das Mikrofon von ${of.name} wird geschlossen gehalten.`
        : `${of.name} darf das Mikrofon wieder öffnen.`;
    case "nudged":
      return `Ein leises Wort an ${of.name}: ${nudge[of.nudge].label}.`;
    case "leaders":
      return `${of.name} schreibt: ${of.text}`;
    case "unsure":
      return media.degraded ?? "";
    case "line":
      return of.lost
        ? "Ihre Verbindung ist unterbrochen. Wir halten Ihren Stuhl frei."
        : "Ihre Verbindung ist wieder da.";
    case "link":
      return of.lost ? "Ton und Bild kommen zurück." : "Ton und Bild sind wieder da.";
    case "pictures":
      if (of.whose === "own") return of.rest ? weakLine.outgoing.none : "Ihr eigenes Bild ist wieder zu sehen.";
      return of.rest ? weakLine.incoming.none : "Die Bilder sind wieder da.";
    case "refused":
      return refused[of.code];
  }
};

export const german: Words = {
  app: "Balint-Raum",
  centreToYou,
  hint,
  keys: {
    title: "Tasten",
    button: "Tasten",
    open: "Die Tasten zeigen",
    lead: "Alles im Raum ist auch mit Tab und den Pfeiltasten zu erreichen und mit Enter zu drücken.",
    alone: "Ein einzelnes ? öffnet diese Karte",
    what: {
      someone: "Jemand kam herein: alles sofort schließen, auch beim Schreiben",
      microphone: "Mikrofon ein oder aus",
      camera: "Kamera ein oder aus",
      where: "Sagen, wo wir sind",
      keys: "Diese Tasten",
      tell: "Der Leitung etwas sagen",
      sign: "Das stille Zeichen: Ich brauche eine Pause",
      next: "Der nächste Schritt",
      pause: "Pausieren und weitermachen",
      door: "Zu wem an der Tür ist",
      people: "Zu den Menschen",
      cards: "Ein Wort an den ganzen Kreis",
      between: "Der Co-Leitung schreiben",
    },
  },
  language: "Sprache",
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
  visibility: { visible: "von allen", veiled: "nur von der Leitung", cameraOff: "von niemandem" },
  help,
  frame: { sixty: "60 Minuten", ninety: "90 Minuten", classic: "90 Minuten, klassisch (niemand sitzt zurück)" },
  trouble,
  allow,
  unfit,
  media,
  close: "Schließen",
  cancel: "Abbrechen",
  done: "Erledigt",
  tryAgain: "Noch einmal versuchen",
  oneMoment: "Einen Moment bitte",
  copyLink: "Link kopieren",
  copied: "Kopiert",

  circle: {
    label: "Der Kreis",
    you: "Sie",
    leader: "Leitung",
    presents: "bringt den Fall",
    presentsShort: "stellt vor",
    sittingBack: "sitzt zurück",
    observer: "beobachtet",
    lost: "Verbindung weg",
    holdsChair: "hält den Platz",
    deputy: "Vertretung",
    keepChair: "der Stuhl bleibt frei",
    keepChairShort: "bleibt frei",
    unsteady: "die Verbindung schwankt",
    unsteadyShort: "schwankt",
    unheard: "gerade kein Ton",
    unheardShort: "kein Ton",
    muted: "vom Gerät stumm",
    mutedShort: "stumm",
    yourChair: "Ihr Stuhl",
    gapOf: (name) => `Der Stuhl von ${name}`,
    pictureHeld: "Bild steht",
    pictureRests: "nur Ton",
    hideSelf: "Das eigene Bild vor sich selbst verbergen",
    hideSelfHint: "Das eigene Bild vor sich selbst verbergen. Die anderen sehen Sie weiter.",
    showSelfHint: "Das eigene Bild sich selbst wieder zeigen",
    seenByOthers: "die anderen sehen Sie",
    seenByOthersShort: "sichtbar",
    outerRing: "Sie sitzen im äußeren Ring und hören zu.",
    outerRingHeard: "Die Leitung lädt Sie ein, aus dem äußeren Ring zu sprechen.",
    seat: (name, parts) => (parts.length === 0 ? name : `${name}, ${parts.join(", ")}`),
    speaking: "spricht",
  },

  debrief: {
    title: "Unter sich",
    line: (leaders) =>
      leaders > 1
        ? "Die Mitglieder sind gegangen. Sie können miteinander sprechen, solange Sie es brauchen."
        : "Alle anderen sind gegangen. Nehmen Sie sich die Zeit, die Sie brauchen.",
    hint: (leaders) =>
      leaders > 1
        ? "Wie ging es der vorstellenden Person im Kreis, und wie ging es Ihnen miteinander?"
        : "Wie ging es der vorstellenden Person im Kreis, und wie ging es Ihnen?",
  },
  pausedTitle: "Wir pausieren",
  pausedLine,
  lead,
  deputy,
  presenterLost: (name) => `Die Verbindung zu ${name} ist abgerissen. Der Stuhl bleibt, und wir warten ein wenig.`,
  backTitle: "Zurücklehnen und zuhören",
  backLine: "Der Kreis arbeitet mit Ihrem Fall. Er ruft Sie zurück.",

  bar: {
    label: "Ihr Mikrofon und Ihre Kamera",
    microphone: {
      open: "Mikrofon an",
      muted: "Vom Gerät stummgeschaltet",
      opening: "Mikrofon wird geöffnet …",
      closed: "Mikrofon aus",
    },
    camera: {
      on: "Kamera an",
      muted: "Vom Gerät angehalten",
      opening: "Kamera wird geöffnet …",
      off: "Kamera aus",
      resting: "Ihre Kamera ruht",
    },
    someone: "Jemand kam herein",
    someoneHint: "Schließt sofort Mikrofon und Kamera und macht den Raum stumm. Tasten: Alt und X",
    tell: "Der Leitung sagen",
    leave: "Gehen",
  },
  alone: {
    title: "Ihr Raum ist zu",
    line: "Mikrofon und Kamera sind aus, und Sie hören und sehen niemanden. Lassen Sie sich Zeit.",
    again: "Ich bin wieder allein",
  },
  sound: { blocked: "Ihr Browser wartet auf einen Klick, bevor er Ton gibt.", start: "Ton einschalten" },
  link: {
    reconnecting: "Ton und Bild kommen zurück …",
    lost: "Ton und Bild sind stehen geblieben.",
    wire: "Ihre Verbindung ist unterbrochen. Wir halten Ihren Stuhl frei.",
    soon: "Einen Moment bitte. Der Raum ist gleich wieder da.",
    both: "Ihre Verbindung ist unterbrochen, mit Ton und Bild. Wir halten Ihren Stuhl frei.",
  },

  weakLine,
  soundAndPicture: {
    title: "Ton und Bild",
    soundOnly: "Nur Ton",
    blur: "Unscharf, was hinter mir ist",
    blurNote: "Ihr eigenes Bild, bevor es gesendet wird. Es braucht etwas Kraft von diesem Gerät.",
    clearVoice: "Weniger Geräusche um meine Stimme",
    clearVoiceNote: "Lüfter, Tasten und Straße werden leiser, bevor Ihre Stimme gesendet wird.",
    extra: {
      off: null,
      on: null,
      starting: "Einen Augenblick, bitte…",
      tooSlow: "Dieses Gerät kam nicht mit, darum hat es sich selbst ausgeschaltet.",
      failed: "Das geht auf diesem Gerät nicht. Es ist aus.",
    },
    soundOnlyNote: "Sie sehen keine Bilder der anderen. Namen und Stühle bleiben.",
    incoming: {
      full: "Für eine schwache Verbindung oder müde Augen. Namen und Stühle bleiben.",
      small: "Ihre Verbindung ist schwach: Die Bilder sind gerade langsamer, damit der Ton klar bleibt.",
      few: "Ihre Verbindung ist schwach: Gerade sind nur einige Bilder zu sehen, damit der Ton klar bleibt.",
      none: "Ihre Verbindung ist schwach: Die Bilder ruhen gerade, damit der Ton klar bleibt.",
    },
  },

  toYou,

  back: {
    signs: "Ein stilles Zeichen, nur für die Leitung",
    seen: "Man sieht Sie",
    keepCameraOff: "Ihre Kamera bleibt aus, bis Sie sie einschalten.",
  },

  offer,

  tell: {
    title: "Der Leitung sagen",
    lead: "Das sieht nur die Leitung.",
    topic: "Worum geht es?",
    text: "Ein paar Worte, wenn Sie mögen",
    send: "Senden",
    sent: "Die Leitung weiß es.",
  },
  leaving: {
    title: "Den Kreis verlassen?",
    line: "Mit demselben Link können Sie wieder hereinkommen.",
    yes: "Gehen",
    no: "Bleiben",
  },

  console: {
    label: "Für die Leitung",
    more: "Mehr für die Leitung",
    less: "Zurück zum Kreis",
    cases: "Angebotene Fälle",
    noCases: "Noch hat niemand einen Fall angeboten.",
    caseOf: (name) => `Der Fall von ${name}`,
    extend: "5 Minuten mehr",
    back: (to) => `← ${to}`,
    pause: "Pause",
    resume: "Gemeinsam weiter",
    end: "Das Treffen beenden",
    endTitle: "Das Treffen für alle beenden?",
    endLine: "Alle verlassen den Kreis. Das lässt sich nicht zurücknehmen.",
    endYes: "Das Treffen beenden",
    endNo: "Noch nicht",
    door: "An der Tür",
    admit: "Einlassen",
    admitName: (name) => `${name} einlassen`,
    notNow: "Jetzt nicht",
    notNowName: (name) => `Jetzt nicht, ${name}`,
    knocks: (role, again, here) =>
      `${role === "observer" ? "zum Beobachten" : "als Mitglied"}${again ? ", war schon hier" : ""}${here ? "" : ", gerade nicht an der Tür"}`,
    noChair: "kein Stuhl frei",
    notNowAll: (count) => `Allen ${count}: jetzt nicht`,
    full: (outer) => (outer ? "Der äußere Ring ist voll." : "Der Kreis ist voll."),
    emptyChairs: (names) =>
      names.length > SOME
        ? `Auf ${names.length} Stühle ist seit einer Weile niemand zurückgekommen.`
        : `Auf ${names.length === 1 ? "den Stuhl" : "die Stühle"} von ${list(names)} ist seit einer Weile niemand zurückgekommen.`,
    freeChairs: (count) => plural(count, { one: "Stuhl freigeben", other: "# Stühle freigeben" }),
    freeChairHint: "Wer doch noch zurückkommt, klopft wieder an",
    ago: (count) => (count === 0 ? "gerade eben" : `vor ${minutes(count)}`),
    likeInCircle: (name, role, chair) =>
      `Ähnlich wie ${name} im Kreis: ${role === "leader" ? "Leitung" : role === "observer" ? "beobachtet" : "Mitglied"}, Stuhl ${chair}.`,
    likeAtDoor: (name, role, ago) =>
      `Ähnlich wie ${name} an der Tür: ${role === "observer" ? "zum Beobachten" : "als Mitglied"}, ${ago}.`,
    saysLeader: (word) => `Im Namen steht „${word}“, doch wer leitet, wartet nicht hier.`,
    step: "Der nächste Schritt",
    cards: "Ein Wort an den ganzen Kreis",
    cardShown: (text) => `Der Kreis liest: ${text}`,
    people: "Menschen",
    toOne: "Sonst sieht es niemand",
    word: (label) => `gebeten: ${label}`,
    quiet: "Zeigen, wer noch nicht gesprochen hat",
    quietHint: "Nur auf Ihrem Bildschirm, nur in diesem Teil, nie aufbewahrt.",
    notSpoken: "noch nicht gesprochen",
    notSpokenSince: "nicht gesprochen, seit Sie da sind",
    nobody: "Noch ist niemand sonst da.",
    health: { good: "Verbindung gut", poor: "Verbindung schwach", lost: "Verbindung weg" },
    lostFor: (count) => `Verbindung weg seit ${plural(count, { one: "# Minute", other: "# Minuten" })}`,
    held: "Mikrofon gehalten",
    actions: (name) => `Für ${name}`,
    microphone: "Mikrofon",
    ask: "Bitten, es zu schließen",
    mute: "Einmal schließen",
    hold: "Geschlossen halten",
    release: "Zurückgeben",
    hear: "Sprechen lassen",
    unhear: "Wieder zuhören",
    deputy: "Zur Vertretung bestimmen",
    deputyHint: "Hält den Platz, wenn niemand von der Leitung mehr da ist",
    noDeputy: "Keine Vertretung mehr",
    nudges: "Ein leises Wort",
    redirects: "Umlenken",
    invitations: "Einladen",
    stepOut: "Bitten, hinauszugehen",
    stepOutTitle: (name) => `${name} bitten, hinauszugehen?`,
    stepOutLine: (name, presents) =>
      presents
        ? `${name} verlässt den Kreis, und der Fall ist abgeschlossen.`
        : `${name} verlässt den Kreis und darf wieder anklopfen.`,
    stepOutYes: "Hinausbitten",
    between: "Zwischen der Leitung",
    say: "An Ihre Co-Leitung",
    send: "Senden",
    needs: "Jemand braucht Sie",
    helpFrom,
    forbidden,
    presenterLost: (name, count) =>
      count > 0
        ? `Die Verbindung zu ${name} ist seit ${plural(count, { one: "# Minute", other: "# Minuten" })} weg.`
        : `Die Verbindung zu ${name} ist abgerissen.`,
    presenterLostHint: (sittingBack) =>
      sittingBack
        ? "Weitermachen, warten oder pausieren, wie Sie es für richtig halten. Der hintere Platz bleibt, und bleibt still bei der Rückkehr."
        : "Weitermachen, warten oder pausieren, wie Sie es für richtig halten. Der Stuhl bleibt.",
    coLost: (name) => `Die Verbindung zu ${name} ist abgerissen. Sie leiten allein; sonst hat sich nichts geändert.`,
    somebody: "Jemand",
    co: "Ihre Co-Leitung",
  },

  nameFault: {
    letters: "Bitte schreiben Sie einen Namen, den alle lesen können, mit mindestens einem Buchstaben.",
    long: (most) => `Bitte schreiben Sie höchstens ${most} Buchstaben.`,
    unseen: (after) =>
      `${after === "" ? "Der Name beginnt mit einem unsichtbaren Zeichen." : `Nach „${after}“ steht ein unsichtbares Zeichen.`} Bitte nehmen Sie es heraus.`,
    unshown: (after) =>
      `${after === "" ? "Der Name beginnt mit einem Zeichen, das nicht angezeigt werden kann." : `Nach „${after}“ steht ein Zeichen, das nicht angezeigt werden kann.`} Bitte nehmen Sie es heraus.`,
    marks: (on) =>
      on === "" ? "Da steht ein Akzent ohne Buchstaben." : `Auf „${on}“ stehen mehr Akzente, als man lesen kann.`,
    takeOut: "Herausnehmen",
  },

  door: {
    leadLeader: "Sie leiten dieses Treffen.",
    leadGuest: "Sie sind eingeladen. Hereinzukommen dauert keine Minute.",
    name: "Ihr Name, wie der Kreis Sie kennt",
    as: "Sie kommen",
    member: "als Mitglied",
    observer: "zum Beobachten",
    agreement: "Was wir einander versprechen",
    promises: [
      "Ich bin allein in einem Raum, in dem niemand mithören kann, und trage Kopfhörer.",
      "Nichts wird aufgenommen, fotografiert oder maschinell mitgeschrieben.",
      "Was hier gesagt wird, bleibt hier. Kein Patientenname wird genannt.",
      "Kommt jemand herein, sage ich es oder schließe Mikrofon und Kamera.",
    ],
    agree: "Das verspreche ich",
    agreeFirst: "Bitte lesen Sie zuerst das Versprechen und haken Sie es an.",
    goOn: "Weiter",
    back: "Zurück",
    welcome: (name) => `Willkommen, ${name}`,
    checkGuest: "Sehen und hören Sie, ob alles gut ist, und klopfen Sie dann an. Die Leitung lässt Sie ein.",
    checkLeader: "Sehen und hören Sie, ob alles gut ist, und gehen Sie dann hinein.",
    knock: "Anklopfen",
    goIn: "Hineingehen",

    camera: "Kamera",
    tryCamera: "Meine Kamera ausprobieren",
    stopCamera: "Ohne Bild kommen",
    cameraOff: "Sie kommen ohne Bild.",
    mirror: "Ihr eigenes Bild",

    microphone: "Mikrofon",
    tryMicrophone: "Mein Mikrofon ausprobieren",
    stopMicrophone: "Nicht mehr ausprobieren",
    level: "Wie laut wir Sie hören",
    hearYou: "wir hören Sie",
    speakNow: "bitte sagen Sie etwas",
    microphoneOpen: "Mit eingeschaltetem Mikrofon kommen",
    microphoneNote: "Ihr Mikrofon bleibt aus, bis Sie es einschalten.",

    speaker: "Lautsprecher",
    playSound: "Einen leisen Ton spielen",
    didYouHear: "Haben Sie ihn gehört?",
    heard: "Ja",
    notHeard: "Nein",
    youHear: "Sie werden die anderen hören.",
    soundMend:
      "Stellen Sie lauter und sehen Sie nach, ob die Kopfhörer eingesteckt sind. Spielen Sie den Ton dann noch einmal.",
  },

  line: {
    trying: "Wir probieren Ihre Verbindung aus …",
    again: "Die Verbindung noch einmal ausprobieren",
    good: "Ihre Verbindung ist gut.",
    fair: "Ihre Verbindung reicht für den Ton. Bilder können ab und zu stehen bleiben.",
    weak: "Ihre Verbindung ist schwach. Gehen Sie näher an Ihr WLAN oder nehmen Sie ein Kabel; oder kommen Sie ohne Bild.",
    lossy:
      "Ihre Verbindung verliert unterwegs einen Teil des Tons. Gehen Sie näher an Ihr WLAN oder nehmen Sie ein Kabel.",
    detour: "Ihr Netz lässt Ton und Bild nur auf einem Umweg durch. Es wird gehen, vielleicht weniger scharf.",
    noMedia:
      "Ihr Netz sperrt Ton und Bild. Schicken Sie die Zeile unten an Ihre IT, oder nehmen Sie den Hotspot Ihres Telefons.",
    noWire:
      "Ihr Netz sperrt den Weg zum Treffen. Schicken Sie die Zeile unten an Ihre IT, oder nehmen Sie den Hotspot Ihres Telefons.",
    unknown: "Wir konnten Ihre Verbindung gerade nicht ausprobieren. Sie können trotzdem hereinkommen.",
    forIt: (host, ports) => `Für das Treffen unter ${host} bitte aus unserem Netz zulassen: ${list(ports)}.`,
    wire: (host, port) => `sichere WebSockets zu ${host}, TCP-Port ${port}`,
    media: (address, protocol, port) => `Medien zu ${address}, ${protocol}-Port ${port}`,
    copy: "Für Ihre IT kopieren",
  },
  waiting: {
    title: (name) => `Sie haben angeklopft, ${name}`,
    leaders: (names) => `${list(names)} ${plural(names.length, { one: "lässt Sie ein", other: "lassen Sie ein" })}.`,
    nobody: "Die Leitung ist noch nicht da. Bitte bleiben Sie; wir öffnen die Tür, wenn sie kommt.",
    full: "Gerade ist kein Stuhl frei. Bitte bleiben Sie; Sie können hereinkommen, sobald einer frei wird.",
    again: "Ihr Stuhl wurde nicht freigehalten, während Sie fort waren. Die Leitung sieht, dass Sie wieder da sind.",
    check: "Kamera und Mikrofon noch einmal ansehen",
  },
  removed: {
    title: "Die Leitung bittet Sie, vorerst draußen zu bleiben",
    line: "Wenn Sie hereinkommen möchten, dürfen Sie wieder anklopfen.",
    knock: "Wieder anklopfen",
  },
  ended: {
    title: "Das Treffen ist zu Ende",
    line: "Danke, dass Sie da waren. Nichts von dem, was gesagt wurde, ist aufbewahrt. Seien Sie einen Moment gut zu sich.",
  },
  alreadyIn: {
    title: (name) => `In diesem Browser sind Sie schon hier, als ${name}`,
    line: {
      guest:
        "Sie haben die Einladung geöffnet. Sie können an Ihren Platz zurückgehen oder zum Ausprobieren auch als Gast hereinkommen.",
      leader:
        "Sie haben einen Link für die Leitung geöffnet. Sie können an Ihren Platz zurückgehen oder auch als Leitung hereinkommen.",
    },
    back: "Zurück an meinen Platz",
    asWell: { guest: "Auch als Gast hereinkommen", leader: "Auch als Leitung hereinkommen" },
  },
  blocked: {
    title: "Das Treffen ist von hier aus nicht zu erreichen",
    media: "Ton und Bild kommen durch dieses Netz nicht durch.",
    help: "Was hilft",
  },
  elsewhere: {
    title: "Sie haben woanders weitergemacht",
    line: "Ihr Platz im Treffen ist auf einem anderen Gerät oder in einem anderen Fenster. Möchten Sie hier weitermachen?",
  },
  noCookies: {
    title: "Dieser Browser merkt sich nicht, wer Sie sind",
    line: (host) =>
      `Er behält keine Cookies; der Raum würde Sie vergessen, sobald Sie angeklopft haben. Bitte erlauben Sie in den Einstellungen des Browsers unter Datenschutz Cookies für ${host} und versuchen Sie es noch einmal; oder öffnen Sie den Link in einem anderen Browser. Der Raum merkt sich nur, wer Sie in diesem Treffen sind.`,
  },
  replaced: {
    title: "Sie sind auf einem anderen Bildschirm hier",
    line: "Das Treffen geht dort weiter. Sie können es auf diesen zurückholen.",
    here: "Hier weitermachen",
  },
  left: {
    title: "Sie sind gegangen",
    line: "Sie können wieder hereinkommen, solange das Treffen dauert. Ist dann kein Stuhl frei, warten Sie an der Tür.",
    back: "Wieder hereinkommen",
  },
  outdated: {
    title: "Diese Seite ist alt geworden",
    line: "Bitte laden Sie sie neu, dann geht es weiter.",
    reload: "Neu laden",
  },
  noLink: {
    title: "Willkommen",
    line: "Dies ist ein ruhiger Raum für Balint-Gruppen. Um hereinzukommen, öffnen Sie bitte den Link, den Sie bekommen haben.",
    nowhere: "Hier ist nichts",
    nowhereLine:
      "Diese Adresse führt zu keinem Treffen; vielleicht ist unterwegs ein Stück verloren gegangen. Bitte öffnen Sie den Link in der Nachricht, die Sie bekommen haben, noch einmal.",
    back: "Zur ersten Seite",
    cut: "Diesem Link ist unterwegs das Ende verloren gegangen. Bitte öffnen Sie ihn in der Nachricht, die Sie bekommen haben, oder kopieren Sie ihn ganz, bis zum letzten Zeichen.",
  },

  organise: {
    title: "Ihre Treffen",
    lead: "Legen Sie ein Treffen an und schicken Sie der Leitung je einen eigenen Link, allen anderen die Einladung.",
    make: "Ein neues Treffen",
    name: "Wie es heißt",
    frame: "Wie lang",
    leaders: "Leitung",
    one: "eine Person leitet",
    two: "zwei Personen leiten",
    create: "Das Treffen anlegen",
    none: "Noch keine Treffen.",
    leaderLink: (index, of) => (of === 1 ? "Link für die Leitung" : `Link für Leitung ${index}`),
    invitation: "Einladung für alle anderen",
    copy: "Kopieren",
    copyName: (what, meeting) => `${what} für ${meeting} kopieren`,
    copied: "Kopiert",
    endedOn: "beendet",
    made: (date) => `angelegt am ${date}`,
    noKey: "Bitte öffnen Sie den Link zum Organisieren, den Sie bekommen haben.",
  },
};
