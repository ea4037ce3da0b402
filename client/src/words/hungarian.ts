/** Every word in Hungarian. The form is that of the English catalogue, which says what each is for. */
import type { Words } from "./english.ts";
import { SOME, clockFrom, grammarOf, sentence } from "./grammar.ts";

const { list } = grammarOf("hu");

const phase: Words["phase"] = {
  gathering: "Érkezés",
  caseCall: "Kinek van esete?",
  presentation: "Esetismertetés",
  clarification: "Néhány kérdés",
  discussion: "Csoportmunka",
  return: "Visszatérés",
  closing: "Lezárás",
  aftercare: "Levezetés",
  ended: "Vége",
};

const centre: Words["centre"] = (now, { presenter }, classic) => {
  const someone = presenter ?? "Az esethozó";
  switch (now) {
    case "gathering":
      return "Megérkezünk, és helyet foglalunk.";
    case "caseCall":
      return "Egy beteg, aki nem megy ki a fejéből.";
    case "presentation":
      return `${someone} egy betegről beszél. Hallgatjuk.`;
    case "clarification":
      return `Ténykérdések. ${someone} válaszol. Többet még nem.`;
    case "discussion":
      return classic ? "Mi történik orvos és beteg között?" : `${someone} hátraült. Mi történik orvos és beteg között?`;
    case "return":
      return `${someone} újra velünk van, hogy beszéljen, vagy csak hallgasson.`;
    case "closing":
      return "Ami nyitott, nyitva maradhat.";
    case "aftercare":
      return "Idő, hogy visszatérjünk magunkhoz.";
    case "ended":
      return "Köszönjük, hogy itt volt.";
  }
};

const centreToYou: Words["centreToYou"] = {
  presentation: "Meséljen a betegéről. Hallgatjuk.",
  clarification: "Ténykérdések Önhöz. Többet még nem.",
  return: "Újra velünk van, hogy beszéljen, vagy csak hallgasson.",
};

const hint: Words["hint"] = {
  gathering: "Mondja el, meddig van időnk, és hogy ami itt elhangzik, itt marad.",
  caseCall: "Kérdezze meg, kinek jár egy beteg a fejében, és bírja ki a várakozást.",
  presentation: "Hagyja végigmondani. Nevek és helyek nélkül.",
  clarification: "Tény, vagy már ötlet? Az ötletek későbbre maradnak.",
  discussion: "Védje az esethozót, maradjon kettejüknél, hagyja a csendet.",
  return: "Aki visszatér, az szól először, vagy csak hallgat. Semmit sem kell mondani.",
  closing: "Nincs összegzés, nincs ítélet. Itt hagyjuk.",
  aftercare: "Maradjon még kicsit. Kérdezze meg, jólesne-e két perc Önnel.",
  ended: "",
};

const resting: Words["resting"] = {
  sittingBack: "A mikrofonja pihen, amíg hátul ül",
  paused: "A mikrofonja pihen, amíg szünetet tartunk",
  held: "A vezető egyelőre zárva tartja a mikrofonját",
  observing: "Megfigyelőként hallgat; a mikrofonja pihen",
  presentation: "A mikrofonja pihen, amíg az esetet mesélik",
};

const refused: Words["refused"] = {
  invalid: "Ez nem sikerült. Kérjük, próbálja újra.",
  too_large: "Ez kicsit hosszú volt. Kérjük, rövidítse.",
  too_fast: "Egy pillanat, kérjük. Aztán próbálja újra.",
  busy: "Egy pillanat, kérjük. Aztán próbálja újra.",
  unavailable: "Ez nem érkezett meg. Kérjük, próbálja újra.",
  no_such_person: "Ez a személy már nincs itt.",
  not_in_room: "Ez a személy most nincs a körben.",
  not_allowed: "Ez az Ön helyéről nem lehetséges.",
  wrong_phase: "Ez nem tartozik a találkozónak ehhez a részéhez.",
  moved_on: "Ez az imént megváltozott. Kérjük, nézze meg még egyszer.",
  not_offered: "Ezt az esetet már nem kínálják.",
  already_so: "Ez már így van.",
  full: "A kör megtelt.",
  ended: "A találkozó véget ért.",
};

const failed: Words["failed"] = {
  invalid: "Kérjük, nézze meg, mit írt, és próbálja újra.",
  not_found: "Ez a link nem vezet találkozóhoz. Kérjen egy újat.",
  wrong_key: "Ez a link már nem nyitja az ajtót. Kérjen egy újat.",
  not_known: "Kérjük, jöjjön be újra az ajtón.",
  not_in_room: "Most nincs a körben.",
  ended: "Ez a találkozó véget ért.",
  full: "Most nincs szabad hely az ajtónál. Próbálja újra egy kis idő múlva.",
  too_fast: "Egy pillanat, kérjük. Aztán próbálja újra.",
  too_large: "Ez kicsit hosszú volt. Kérjük, rövidítse.",
  unavailable: "A szoba most nem érhető el. Próbálja újra egy pillanat múlva.",
  unreachable: "A szoba most nem érhető el. Nézze meg az internetét, és próbálja újra.",
};

const nudge: Words["nudge"] = {
  advising: { label: "Tanácsadás", words: "A tanácsot talán hagyjuk most. Mit érez, miközben hallgatja?" },
  fixing: { label: "Problémamegoldás", words: "Itt semmit sem kell megoldani. Milyen kettejük között?" },
  judging: { label: "Ítélkezés", words: "Maradjon kíváncsi. Mire lehet szüksége kettejüknek?" },
  teaching: { label: "Kioktatás", words: "Tegye félre egy pillanatra a tudást. Mit tesz Önnel ez a történet?" },
  critiquing: { label: "Bírálat", words: "Megtörtént, ami lehetséges volt. Milyen érzés lehetett?" },
  interrogating: {
    label: "Az esethozó faggatása",
    words: "Hagyja pihenni az esethozót. Képzelje el a választ, ahelyett hogy kérdezné.",
  },
  theorising: {
    label: "Elméletalkotás",
    words: "Térjen vissza az elmélettől ehhez a két emberhez. Mit lát maga előtt?",
  },
  patientVoice: { label: "A beteg hangja", words: "Kölcsönadná a hangját a betegnek? „Én, a beteg…”" },
  doctorVoice: { label: "Az orvos hangja", words: "Kölcsönadná a hangját az orvosnak? „Én, az orvos…”" },
  theAbsent: { label: "Aki hiányzik", words: "Van valaki ebben a történetben, akiről még nem beszéltünk?" },
  images: { label: "Egy kép", words: "Eszébe jut egy kép, egy hang vagy egy fantázia?" },
  bothSides: { label: "Mindkét oldal", words: "Egy ideje az egyik oldalon vagyunk. Milyen a másikon?" },
};

const card: Words["card"] = {
  stayWithTheTwo: "Maradjunk kettejüknél",
  patientFeels: "Mit érez a beteg?",
  doctorFeels: "Mit érez az orvos?",
  momentOfSilence: "Egy pillanat csend",
  imagineNotAsk: "Inkább képzeljük, mint kérdezzük",
  noAdvice: "Most ne tanácsot",
};

const signal: Words["signal"] = {
  needPause: {
    button: "Szünetre van szükségem",
    sent: "A vezetők látják, hogy szünetre van szüksége.",
    told: (name) => `${name} szünetet kér`,
  },
  comeBack: {
    button: "Szeretnék visszajönni",
    sent: "A vezetők látják, hogy szeretne visszajönni.",
    told: (name) => `${name} szeretne visszajönni`,
  },
};

const help: Words["help"] = {
  cannotHear: "Nem hallok jól",
  notHeard: "Azt hiszem, engem nem hallanak",
  noPicture: "Nem látok képet",
  other: "Valami más",
};

const BARRED = "A számítógép beállításaiban, az „Adatvédelem” alatt engedélyezze a böngészőjének, és próbálja újra.";
const BUSY = "Talán egy másik program használja: zárja be a többi videohívást, és próbálja újra.";

const trouble: Words["trouble"] = {
  microphoneDenied: "A böngészője nem engedi, hogy a mikrofont használjuk.",
  microphoneBarred: `A számítógépe nem adja oda a mikrofont a böngészőnek. ${BARRED}`,
  microphoneMissing:
    "Nem találtunk mikrofont. Nézze meg, be van-e dugva, és próbálja újra. Jöhet úgy is, hogy csak hallgat.",
  microphoneBusy: `Nem férünk hozzá a mikrofonjához. ${BUSY}`,
  microphoneGone: "A mikrofonja már nincs ott. Nézze meg, be van-e dugva, majd kapcsolja be újra.",
  cameraDenied: "A böngészője nem engedi, hogy a kamerát használjuk.",
  cameraBarred: `A számítógépe nem adja oda a kamerát a böngészőnek. ${BARRED}`,
  cameraMissing:
    "Nem találtunk kamerát. Nézze meg, be van-e dugva és kapcsolva, és próbálja újra. Jöhet kép nélkül is.",
  cameraBusy: `Nem férünk hozzá a kamerájához. ${BUSY}`,
  cameraGone: "A kamerája már nincs ott. Nézze meg, be van-e dugva, majd kapcsolja be újra.",
  unanswered: "A böngészője kérdezett, és nem kapott választ. Próbálja újra, és válassza az „Engedélyezés” gombot.",
  microphoneMuted:
    "Az eszköze elnémította a mikrofont, így senki sem hallja Önt. Ott kapcsolja vissza, ahol elnémult: egy billentyűvel, a fejhallgatón vagy a beállításokban.",
  cameraMuted:
    "Az eszköze most nem ad képet. Nézze meg, nincs-e letakarva a kamera, vagy nem használja-e másik program.",
  microphoneAway: "Egy ideig távol volt, ezért a mikrofonja ki van kapcsolva. Kapcsolja be, amikor szeretné.",
  cameraAway: "Egy ideig távol volt, ezért a kamerája ki van kapcsolva. Kapcsolja be, amikor szeretné.",
  notYet: "Még nem. Próbálja újra egy pillanat múlva.",
};

const allow: Words["allow"] = {
  chrome: "Kattintson a cím bal oldalán lévő kis jelre, kapcsolja be ott a kamerát és a mikrofont, és próbálja újra.",
  edge: "Kattintson a cím bal oldalán lévő lakatra, állítsa a kamerát és a mikrofont „Engedélyezés”-re, és próbálja újra.",
  firefox: "Kattintson a cím bal oldalán lévő áthúzott jelre, oldja fel ott a tiltást, és próbálja újra.",
  safari:
    "A Safari menüben válassza „A webhely beállításai” pontot, engedélyezze a kamerát és a mikrofont, és próbálja újra.",
  iosSafari:
    "Koppintson a cím melletti jelre, majd „A webhely beállításai” pontra, engedélyezze a kamerát és a mikrofont, és próbálja újra.",
  iosOther:
    "Nyissa meg a telefonja beállításait, keresse meg ott a böngészőjét, kapcsolja be a kamerát és a mikrofont, és próbálja újra.",
  android:
    "Koppintson a cím bal oldalán lévő jelre, majd az „Engedélyek” pontra, engedélyezze a kamerát és a mikrofont, és próbálja újra.",
  androidFirefox:
    "Koppintson a cím bal oldalán lévő lakatra, engedélyezze ott a kamerát és a mikrofont, és próbálja újra.",
  inApp:
    "Ez az oldal egy másik alkalmazáson belül nyílt meg. Másolja ki a linket, nyissa meg a szokásos böngészőjében, és próbálja ott.",
  other: "A cím mellett engedélyezheti, és újra próbálhatja.",
};

const unfit: Words["unfit"] = {
  insecure:
    "Ez a cím nem védett, ezért a böngészője sem kamerát, sem mikrofont nem ad nekünk. Kérjen egy https kezdetű linket.",
  inApp:
    "Ez az oldal egy másik alkalmazáson belül nyílt meg, ahol a hang és a kép nem működik. Másolja ki a linket, és nyissa meg a szokásos böngészőjében.",
  old: "A hang és a kép ebben a böngészőben nem működik. Nyissa meg a linket egy új Chrome, Edge, Firefox vagy Safari böngészőben.",
};

const media: Words["media"] = {
  settled: null,
  settling: "Egy pillanat: még nem minden mikrofon olyan, amilyennek lennie kell.",
  degraded:
    "Nem lehetünk biztosak abban, hogy minden mikrofon olyan, amilyennek lennie kell. Tovább próbáljuk; talán tartson egy kis szünetet.",
};

const step: Words["step"] = (next, { presenter }, sitsBack) => {
  if (next.kind === "end") return "A találkozó befejezése";
  if (next.kind === "again") return "Még egy eset";
  if (next.kind === "skip")
    return next.to === "closing" ? "Ma nincs eset, tovább a lezáráshoz" : "A kérdések kihagyása";
  if (next.kind === "back") return `Vissza: „${phase[next.to]}”`;
  switch (next.to) {
    case "caseCall":
      return "Kérdés: kinek van esete?";
    case "clarification":
      return presenter === null ? "Tovább a kérdésekhez" : `${presenter}: tovább a kérdésekhez`;
    case "discussion":
      if (!sitsBack) return "Tovább a csoportmunkához";
      return presenter === null ? "Kérés, hogy üljön hátra" : `${presenter} üljön hátra`;
    case "return":
      return presenter === null ? "Visszahívás" : `${presenter} visszahívása`;
    case "closing":
      return "Tovább a lezáráshoz";
    case "aftercare":
      return "Tovább a levezetéshez";
    case "gathering":
    case "presentation":
    case "ended":
      return `Tovább: „${phase[next.to]}”`;
  }
};

/** After a number Hungarian has no plural. */
function minutes(count: number): string {
  return `${count} perc`;
}

const clock = clockFrom({
  open: (passed) => `${minutes(passed)}, nyitott vég`,
  within: (passed, of) => `${passed} a körülbelül ${of} percből`,
  over: (of, well) => `${well ? "jóval" : "kicsivel"} ${of} perc fölött`,
});

const lead: Words["lead"] = {
  leader: () => "Újra velünk van egy vezető.",
  nobody: () => "Most egyik vezető sincs velünk. A kör marad. Ha hamarosan senki sem jön vissza, szünetet tartunk.",
  unattended: () => "Nincs itt vezető, és szünetet tartunk, amíg valamelyik vissza nem jön.",
  deputy: (chair) => `${chair ?? "Valaki"} tartja a helyet, amíg egy vezető vissza nem jön.`,
};

const pausedLine: Words["pausedLine"] = (itself, who, leading, chair) => {
  if (!itself) return "Minden mikrofon zárva. A kör marad.";
  if (who === "deputy") return `${chair ?? "Valaki"} tartja a helyet. Hamarosan folytatjuk.`;
  if (who !== "leader") return "Nincs itt vezető. Minden mikrofon zárva, amíg valamelyik vissza nem jön.";
  return leading
    ? "A szoba magától szünetet tartott, amíg nem volt vezető. Semmi sem veszett el."
    : "Visszajött egy vezető. Hamarosan folytatjuk.";
};

const deputy: Words["deputy"] = {
  named: "A vezetők arra kérik, tartsa a helyet, ha megszakadna a kapcsolatuk.",
  noMore: "Már nem tartja a vezetők helyét.",
  offer: "A vezetők arra kérték, tartsa a helyet, amíg nincsenek itt.",
  take: "Tartom a helyet",
};

const toYou: Words["toYou"] = {
  nudgeTitle: "Egy halk szó, csak Önnek",
  mute: "Egy vezető bezárta a mikrofonját. Nyissa ki, amikor jónak látja.",
  ask: "Egy vezető arra kéri, zárja be a mikrofonját.",
  askButton: "Bezárom a mikrofont",
  dismiss: "Köszönöm",
};

const offer: Words["offer"] = {
  mine: "Van egy esetem",
  takeBack: "Visszavonom",
  offered: "A vezetők látják, hogy van egy esete.",
};

const helpFrom: Words["console"]["helpFrom"] = (name, topic) => `${name}: ${help[topic]}`;

const forbidden: Words["console"]["forbidden"] = (name) =>
  `${name} készülékéről valami szokatlan érkezett. Nem továbbítottuk.`;

const weakLine: Words["weakLine"] = {
  incoming: {
    full: null,
    small: "Gyenge a vonala. A képek lassabbak, hogy a hang tiszta maradjon.",
    few: "Gyenge a vonala. Csak néhány kép látszik, hogy a hang tiszta maradjon.",
    none: "A képek pihennek, hogy a hang tiszta maradjon. Maguktól visszajönnek.",
  },
  outgoing: {
    full: null,
    small: "A saját képét kisebben küldjük, hogy a hangja tiszta maradjon.",
    none: "A saját képe pihen, hogy a hangja tiszta maradjon. Magától visszajön.",
  },
  soundOnly: "Csak hangot választott.",
  pictures: "A képek megmutatása",
};

const change: Words["change"] = (of, snapshot, names) => {
  switch (of.what) {
    case "phase":
      if (snapshot.you.sittingBack) return "Csoportmunka. Üljön hátra, és hallgassa. A csoport hívni fogja.";
      return `${sentence(phase[snapshot.phase])} ${
        (snapshot.you.presents ? centreToYou[snapshot.phase] : undefined) ??
        centre(snapshot.phase, names, snapshot.frame === "classic")
      }`;
    case "debrief":
      return `${sentence(hungarian.debrief.title)} ${hungarian.debrief.line(of.leaders)}`;
    case "paused":
      return of.paused ? "Szünetet tartunk. Minden mikrofon zárva." : "Folytatjuk.";
    case "lead":
      return lead[of.lead](of.chair);
    case "deputy":
      return of.yes ? deputy.named : deputy.noMore;
    case "microphone":
      return snapshot.you.reason === "open" ? "Kinyithatja a mikrofonját." : `${resting[snapshot.you.reason]}.`;
    case "came":
      return `${of.name} itt van.`;
    case "gone":
      return `${of.name} elment.`;
    case "lost":
      return `${of.name} kapcsolata megszakadt. A széket megtartjuk.`;
    case "back":
      return `${of.name} visszajött.`;
    case "card":
      return sentence(`Az egész körnek: ${card[of.card]}`);
    case "word":
      if (of.kind === "nudge") return of.nudge === null ? "" : `${toYou.nudgeTitle}: ${nudge[of.nudge].words}`;
      return of.kind === "ask" ? toYou.ask : toYou.mute;
    case "signal":
      return of.signal === null ? "Egy vezető fogadta a jelét." : signal[of.signal].sent;
    case "offered":
      return of.yes ? offer.offered : "Az esetét már nem kínálja.";
    case "offers":
      return `${of.name} esetet kínál.`;
    case "knocks":
      return `${of.name} az ajtónál van.`;
    case "needs":
      if (of.whisper.kind === "signal") return `${signal[of.whisper.signal].told(of.name)}.`;
      if (of.whisper.kind === "forbiddenTrack") return forbidden(of.name);
      return `${sentence(helpFrom(of.name, of.whisper.topic))} ${of.whisper.text}`.trim();
    case "held":
      return of.held ? `${of.name} mikrofonja zárva tartva.` : `${of.name} újra kinyithatja a mikrofonját.`;
    case "nudged":
      return `Egy halk szó, neki: ${of.name}. ${nudge[of.nudge].label}.`;
    case "leaders":
      return `${of.name} írja: ${of.text}`;
    case "unsure":
      return media.degraded ?? "";
    case "line":
      return of.lost ? "A kapcsolata megszakadt. A székét megtartjuk." : "A kapcsolata helyreállt.";
    case "link":
      return of.lost ? "A hang és a kép visszajön." : "A hang és a kép visszajött.";
    case "pictures":
      if (of.whose === "own") return of.rest ? weakLine.outgoing.none : "A saját képe újra látszik.";
      return of.rest ? weakLine.incoming.none : "A képek visszajöttek.";
    case "refused":
      return refused[of.code];
  }
};

export const hungarian: Words = {
  app: "Bálint-szoba",
  centreToYou,
  hint,
  keys: {
    title: "Billentyűk",
    button: "Billentyűk",
    open: "A billentyűk megmutatása",
    lead: "A szobában minden elérhető a Tab és a nyíl billentyűkkel is, és Enterrel nyomható.",
    alone: "Egyetlen ? megnyitja ezt a kártyát",
    what: {
      someone: "Valaki bejött: minden azonnal bezár, írás közben is",
      microphone: "Mikrofon be vagy ki",
      camera: "Kamera be vagy ki",
      where: "Mondja, hol tartunk",
      keys: "Ezek a billentyűk",
      tell: "Szólni a vezetőknek",
      sign: "A néma jel: szünetre van szükségem",
      next: "A következő lépés",
      pause: "Szünet, és folytatás",
      door: "Ugrás ahhoz, aki az ajtónál van",
      people: "Ugrás az emberekhez",
      cards: "Egy szó az egész körnek",
      between: "Írás a vezetőtársnak",
    },
  },
  language: "Nyelv",
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
  visibility: { visible: "mindenki", veiled: "csak a vezetők", cameraOff: "senki" },
  help,
  frame: { sixty: "60 perc", ninety: "90 perc", classic: "90 perc, klasszikus (senki sem ül hátra)" },
  trouble,
  allow,
  unfit,
  media,
  close: "Bezárás",
  cancel: "Mégse",
  done: "Kész",
  tryAgain: "Próba újra",
  oneMoment: "Egy pillanat, kérjük",
  copyLink: "A link másolása",
  copied: "Másolva",

  circle: {
    label: "A kör",
    you: "Ön",
    leader: "vezető",
    presents: "esetet hoz",
    presentsShort: "esethozó",
    sittingBack: "hátul ül",
    observer: "megfigyelő",
    lost: "megszakadt",
    holdsChair: "tartja a helyet",
    deputy: "helyettes",
    keepChair: "a szék megmarad",
    keepChairShort: "megmarad",
    unsteady: "a vonal ingadozik",
    unsteadyShort: "ingadozik",
    unheard: "most nincs hang",
    unheardShort: "nincs hang",
    muted: "elnémult a mikrofon",
    mutedShort: "elnémult",
    yourChair: "az Ön széke",
    gapOf: (name) => `${name} széke`,
    pictureHeld: "a kép áll",
    pictureRests: "csak hang",
    hideSelf: "A saját kép elrejtése önmaga elől",
    hideSelfHint: "A saját kép elrejtése önmaga elől. A többiek továbbra is látják.",
    showSelfHint: "A saját kép megmutatása újra",
    seenByOthers: "a többiek látják",
    seenByOthersShort: "látható",
    outerRing: "A külső körben ül, és hallgat.",
    outerRingHeard: "A vezetők meghívják, hogy szóljon a külső körből.",
    seat: (name, parts) => (parts.length === 0 ? name : `${name}, ${parts.join(", ")}`),
    speaking: "beszél",
  },

  debrief: {
    title: "Maguk között",
    line: (leaders) =>
      leaders > 1
        ? "A tagok elmentek. Addig beszélhetnek, amíg szükséges."
        : "Mindenki más elment. Szánjon rá annyi időt, amennyi kell.",
    hint: (leaders) =>
      leaders > 1
        ? "Hogyan érezte magát a körben az esethozó, és milyen volt Önök között?"
        : "Hogyan érezte magát a körben az esethozó, és Ön hogyan élte meg?",
  },
  pausedTitle: "Szünetet tartunk",
  pausedLine,
  lead,
  deputy,
  presenterLost: (name) => `${name} kapcsolata megszakadt. A szék megmarad, és várunk egy kicsit.`,
  backTitle: "Üljön hátra, és hallgassa",
  backLine: "A kör az Ön esetével dolgozik. Vissza fogja hívni.",

  bar: {
    label: "A mikrofonja és a kamerája",
    microphone: {
      open: "Mikrofon be",
      muted: "Az eszköz elnémította",
      opening: "A mikrofon nyílik…",
      closed: "Mikrofon ki",
    },
    camera: {
      on: "Kamera be",
      muted: "Az eszköz leállította",
      opening: "A kamera nyílik…",
      off: "Kamera ki",
      resting: "A kamerája pihen",
    },
    someone: "Valaki bejött",
    someoneHint: "Azonnal bezárja a mikrofont és a kamerát, és elnémítja a szobát. Billentyűk: Alt és X",
    tell: "Szólok a vezetőknek",
    leave: "Kimegyek",
  },
  alone: {
    title: "A szobája zárva",
    line: "A mikrofon és a kamera ki van kapcsolva; senkit sem hall és nem lát. Nem kell sietnie.",
    again: "Újra egyedül vagyok",
  },
  sound: { blocked: "A böngészője egy kattintásra vár, mielőtt hangot ad.", start: "A hang bekapcsolása" },
  link: {
    reconnecting: "A hang és a kép visszajön…",
    lost: "A hang és a kép megállt.",
    wire: "A kapcsolata megszakadt. A székét megtartjuk.",
    soon: "Egy pillanat, kérjük. A szoba mindjárt visszajön.",
    both: "A kapcsolata megszakadt, hanggal és képpel együtt. A székét megtartjuk.",
  },

  weakLine,
  soundAndPicture: {
    title: "Hang és kép",
    soundOnly: "Csak hang",
    blur: "Homályos legyen, ami mögöttem van",
    blurNote: "A saját képe, mielőtt elküldjük. Az eszköztől kis erőt kíván.",
    clearVoice: "Kevesebb zaj a hangom körül",
    clearVoiceNote: "A ventilátor, a billentyűk és az utca elhalkul, mielőtt a hangját elküldjük.",
    extra: {
      off: null,
      on: null,
      starting: "Egy pillanat türelmet…",
      tooSlow: "Ez az eszköz nem bírta, ezért magától kikapcsolt.",
      failed: "Ezen az eszközön nem működik. Ki van kapcsolva.",
    },
    soundOnlyNote: "Nem látja a többiek képét. A nevek és a székek maradnak.",
    incoming: {
      full: "Gyenge vonalhoz, vagy hogy pihenjen a szeme. A nevek és a székek maradnak.",
      small: "Gyenge a vonala: a képek most lassabbak, hogy a hang tiszta maradjon.",
      few: "Gyenge a vonala: most csak néhány kép látszik, hogy a hang tiszta maradjon.",
      none: "Gyenge a vonala: a képek most pihennek, hogy a hang tiszta maradjon.",
    },
  },

  toYou,

  back: {
    signs: "Néma jel, csak a vezetőknek",
    seen: "Önt látja",
    keepCameraOff: "A kamerája kikapcsolva marad, amíg be nem kapcsolja.",
  },

  offer,

  tell: {
    title: "Szólok a vezetőknek",
    lead: "Ezt csak a vezetők látják.",
    topic: "Miről van szó?",
    text: "Néhány szó, ha szeretné",
    send: "Küldés",
    sent: "A vezetők tudják.",
  },
  leaving: {
    title: "Kimegy a körből?",
    line: "Ugyanazzal a linkkel visszajöhet.",
    yes: "Kimegyek",
    no: "Maradok",
  },

  console: {
    label: "A vezetőknek",
    more: "Több a vezetőknek",
    less: "Vissza a körhöz",
    cases: "Felkínált esetek",
    noCases: "Még senki sem kínált esetet.",
    caseOf: (name) => `${name} esete`,
    extend: "Még 5 perc",
    back: (to) => `← ${to}`,
    pause: "Szünet",
    resume: "Folytassuk együtt",
    end: "A találkozó befejezése",
    endTitle: "Mindenki számára befejezi a találkozót?",
    endLine: "Mindenki kikerül a körből. Ez nem vonható vissza.",
    endYes: "Befejezem a találkozót",
    endNo: "Még ne",
    door: "Az ajtónál",
    admit: "Beengedem",
    admitName: (name) => `${name} beengedése`,
    notNow: "Most ne",
    notNowName: (name) => `Most ne: ${name}`,
    knocks: (role, again, here) =>
      `${role === "observer" ? "megfigyelőként" : "tagként"}${again ? ", már járt itt" : ""}${here ? "" : ", most nincs az ajtónál"}`,
    noChair: "nincs szabad szék",
    notNowAll: (count) => `Most ne: mind a ${count}`,
    full: (outer) => (outer ? "A külső kör megtelt." : "A kör megtelt."),
    emptyChairs: (names) =>
      names.length > SOME
        ? `Egy ideje ${names.length} székre nem jött vissza senki.`
        : `Egy ideje senki sem jött vissza ${names.length === 1 ? "erre a székre" : "ezekre a székekre"}: ${list(names)}.`,
    freeChairs: (count) => (count === 1 ? "A szék felszabadítása" : `${count} szék felszabadítása`),
    freeChairHint: "Aki mégis visszajön, újra kopog",
    ago: (count) => (count === 0 ? "épp most" : `${minutes(count)}cel ezelőtt`),
    likeInCircle: (name, role, chair) =>
      `Hasonlít erre: ${name}, a körben (${role === "leader" ? "vezető" : role === "observer" ? "megfigyelő" : "tag"}, ${chair}. szék).`,
    likeAtDoor: (name, role, ago) =>
      `Hasonlít erre: ${name}, az ajtónál (${role === "observer" ? "megfigyelőként" : "tagként"}, ${ago}).`,
    saysLeader: (word) => `A névben ez áll: „${word}”, de a vezetők nem itt várnak.`,
    step: "A következő lépés",
    cards: "Egy szó az egész körnek",
    cardShown: (text) => `A kör ezt olvassa: ${text}`,
    people: "Emberek",
    toOne: "Más nem látja",
    word: (label) => `kérve: ${label}`,
    quiet: "Jelölje, ki nem szólt még",
    quietHint: "Csak az Ön képernyőjén, csak ebben a részben, sosem őrizzük meg.",
    notSpoken: "még nem szólt",
    notSpokenSince: "nem szólt, mióta Ön itt van",
    nobody: "Még senki más nincs itt.",
    health: { good: "jó vonal", poor: "gyenge vonal", lost: "megszakadt" },
    lostFor: (count) => `${minutes(count)} óta megszakadt`,
    held: "mikrofon zárva tartva",
    actions: (name) => `Neki: ${name}`,
    microphone: "Mikrofon",
    ask: "Kérés, hogy zárja be",
    mute: "Egyszeri bezárás",
    hold: "Zárva tartás",
    release: "Visszaadás",
    hear: "Szólhasson",
    unhear: "Újra csak hallgasson",
    deputy: "Legyen helyettes",
    deputyHint: "Tartja a helyet, ha már egy vezető sincs itt",
    noDeputy: "Már ne legyen helyettes",
    nudges: "Egy halk szó",
    redirects: "Terelés",
    invitations: "Hívás",
    stepOut: "Kérés, hogy menjen ki",
    stepOutTitle: (name) => `Megkéri, hogy menjen ki: ${name}?`,
    stepOutLine: (name, presents) =>
      presents ? `${name} kimegy a körből, és az eset lezárul.` : `${name} kimegy a körből, és újra kopogtathat.`,
    stepOutYes: "Megkérem, hogy menjen ki",
    between: "A vezetők között",
    say: "A vezetőtársának",
    send: "Küldés",
    needs: "Valakinek szüksége van Önre",
    helpFrom,
    forbidden,
    presenterLost: (name, count) =>
      count > 0 ? `${name} kapcsolata ${minutes(count)} óta megszakadt.` : `${name} kapcsolata megszakadt.`,
    presenterLostHint: (sittingBack) =>
      sittingBack
        ? "Folytassa, várjon, vagy tartson szünetet, ahogy jónak látja. A hátsó szék marad, és visszatéréskor is néma."
        : "Folytassa, várjon, vagy tartson szünetet, ahogy jónak látja. A szék marad.",
    coLost: (name) => `${name} kapcsolata megszakadt. Ön egyedül vezet; más nem változott.`,
    somebody: "Valaki",
    co: "A vezetőtársa",
  },

  nameFault: {
    letters: "Kérjük, olyan nevet írjon, amelyet mindenki el tud olvasni, legalább egy betűvel.",
    long: (most) => `Kérjük, legfeljebb ${most} betűt írjon.`,
    unseen: (after) =>
      `${after === "" ? "A név láthatatlan jellel kezdődik." : `E szó után láthatatlan jel áll: „${after}”.`} Kérjük, vegye ki.`,
    unshown: (after) =>
      `${after === "" ? "A név olyan jellel kezdődik, amelyet a képernyők nem tudnak megmutatni." : `E szó után olyan jel áll, amelyet a képernyők nem tudnak megmutatni: „${after}”.`} Kérjük, vegye ki.`,
    marks: (on) =>
      on === "" ? "Egy ékezet betű nélkül áll." : `Több ékezet van ezen a betűn, mint amennyi olvasható: „${on}”.`,
    takeOut: "Kiveszem",
  },

  door: {
    leadLeader: "Ön vezeti ezt a találkozót.",
    leadGuest: "Meghívást kapott. Egy percnél rövidebb idő alatt bent lehet.",
    name: "A neve, ahogy a kör ismeri",
    as: "Hogyan jön",
    member: "tagként",
    observer: "megfigyelőként",
    agreement: "Amit egymásnak ígérünk",
    promises: [
      "Egyedül vagyok egy szobában, ahol senki sem hallgathat, fejhallgatóval.",
      "Semmit sem rögzítünk, nem fényképezünk, és gép sem jegyzetel.",
      "Ami itt elhangzik, itt marad. Beteg neve nem hangzik el.",
      "Ha valaki bejön, szólok, vagy bezárom a mikrofont és a kamerát.",
    ],
    agree: "Ezt megígérem",
    agreeFirst: "Kérjük, előbb olvassa el és jelölje be az ígéretet.",
    goOn: "Tovább",
    back: "Vissza",
    welcome: (name) => `Üdvözöljük, ${name}`,
    checkGuest: "Nézze és hallgassa meg, rendben van-e minden, aztán kopogjon. A vezetők beengedik.",
    checkLeader: "Nézze és hallgassa meg, rendben van-e minden, aztán lépjen be.",
    knock: "Kopogok",
    goIn: "Belépek",

    camera: "Kamera",
    tryCamera: "Kipróbálom a kamerámat",
    stopCamera: "Kép nélkül jövök",
    cameraOff: "Kép nélkül jön be.",
    mirror: "A saját képe",

    microphone: "Mikrofon",
    tryMicrophone: "Kipróbálom a mikrofonomat",
    stopMicrophone: "Elég a próbából",
    level: "Milyen hangosan halljuk",
    hearYou: "halljuk Önt",
    speakNow: "kérjük, mondjon valamit",
    microphoneOpen: "Bekapcsolt mikrofonnal jövök",
    microphoneNote: "A mikrofonja kikapcsolva marad, amíg be nem kapcsolja.",

    speaker: "Hangszóró",
    playSound: "Halk hang lejátszása",
    didYouHear: "Hallotta?",
    heard: "Igen",
    notHeard: "Nem",
    youHear: "Hallani fogja a többieket.",
    soundMend: "Hangosítson, és nézze meg, be van-e dugva a fejhallgató. Aztán játssza le még egyszer.",
  },

  line: {
    trying: "Kipróbáljuk a vonalát…",
    again: "A vonal kipróbálása újra",
    good: "A vonala jó.",
    fair: "A vonala elég a hanghoz. A képek néha megállhatnak.",
    weak: "A vonala gyenge. Menjen közelebb a routerhez, vagy használjon kábelt; vagy jöjjön kép nélkül.",
    lossy: "A vonala útközben elveszíti a hang egy részét. Menjen közelebb a routerhez, vagy használjon kábelt.",
    detour: "A hálózata csak kerülőúton engedi át a hangot és a képet. Működni fog, talán kevésbé élesen.",
    noMedia:
      "A hálózata tiltja a hangot és a képet. Küldje el az alábbi sort az informatikának, vagy használja a telefonja internetmegosztását.",
    noWire:
      "A hálózata tiltja a találkozóhoz vezető utat. Küldje el az alábbi sort az informatikának, vagy használja a telefonja internetmegosztását.",
    unknown: "Most nem tudtuk kipróbálni a vonalát. Ettől még bejöhet.",
    forIt: (host, ports) =>
      `A(z) ${host} címen tartott találkozóhoz kérjük engedélyezni a hálózatunkból: ${list(ports)}.`,
    wire: (host, port) => `biztonságos WebSocket ide: ${host}, TCP ${port} port`,
    media: (address, protocol, port) => `média ide: ${address}, ${protocol} ${port} port`,
    copy: "Másolás az informatikának",
  },
  waiting: {
    title: (name) => `Kopogott, ${name}`,
    leaders: (names) => `Akik beengedik: ${list(names)}.`,
    nobody: "A vezetők még nincsenek itt. Kérjük, maradjon; ha megjönnek, ajtót nyitunk.",
    full: "Most nincs szabad szék. Kérjük, maradjon; bejöhet, amint lesz egy.",
    again: "A székét nem tartottuk fenn, amíg távol volt. A vezetők látják, hogy visszajött.",
    check: "A kamera és a mikrofon megnézése újra",
  },
  removed: {
    title: "A vezetők arra kérik, egyelőre maradjon kint",
    line: "Ha szeretne bejönni, újra kopoghat.",
    knock: "Újra kopogok",
  },
  ended: {
    title: "A találkozó véget ért",
    line: "Köszönjük, hogy itt volt. Semmit sem őriztünk meg abból, ami elhangzott. Legyen egy pillanatra jó magához.",
  },
  alreadyIn: {
    title: (name) => `Ebben a böngészőben már itt van, mint ${name}`,
    line: {
      guest: "A meghívót nyitotta meg. Visszamehet a helyére, vagy próbaképpen vendégként is bejöhet.",
      leader: "Egy vezetői linket nyitott meg. Visszamehet a helyére, vagy vezetőként is bejöhet.",
    },
    back: "Vissza a helyemre",
    asWell: { guest: "Vendégként is bejövök", leader: "Vezetőként is bejövök" },
  },
  blocked: {
    title: "Innen nem érhető el a találkozó",
    media: "A hang és a kép nem jut át ezen a hálózaton.",
    help: "Mi segít",
  },
  elsewhere: {
    title: "Máshol folytatta",
    line: "A helye a találkozón egy másik eszközön vagy egy másik ablakban van. Itt szeretné folytatni?",
  },
  noCookies: {
    title: "Ez a böngésző nem tudja megjegyezni Önt",
    line: (host) =>
      `Nem őriz meg sütiket, így a szoba elfelejtené Önt, amint kopogott. Engedélyezze a sütiket ehhez a címhez: ${host}, a böngésző beállításaiban, az adatvédelemnél, majd próbálja újra; vagy nyissa meg a linket egy másik böngészőben. A szoba csak azt jegyzi meg, ki Ön ezen a találkozón.`,
  },
  replaced: {
    title: "Egy másik képernyőn van itt",
    line: "A találkozó ott folytatódik. Visszahozhatja erre.",
    here: "Itt folytatom",
  },
  left: {
    title: "Kiment",
    line: "Visszajöhet, amíg a találkozó tart. Ha akkor nincs szabad szék, az ajtónál vár.",
    back: "Visszamegyek",
  },
  outdated: {
    title: "Ez az oldal megöregedett",
    line: "Kérjük, töltse be újra, aztán folytathatja.",
    reload: "Betöltés újra",
  },
  noLink: {
    title: "Üdvözöljük",
    line: "Ez egy csendes szoba Bálint-csoportoknak. A belépéshez nyissa meg a linket, amit kapott.",
    nowhere: "Itt nincs semmi",
    nowhereLine:
      "Ez a cím nem vezet találkozóhoz; talán útközben elveszett belőle egy darab. Kérjük, nyissa meg újra a linket abban az üzenetben, amelyet kapott.",
    back: "Az első oldalra",
    cut: "Ennek a linknek útközben elveszett a vége. Kérjük, nyissa meg abban az üzenetben, amelyet kapott, vagy másolja ki az egészet, az utolsó betűig.",
  },

  organise: {
    title: "A találkozói",
    lead: "Hozzon létre egy találkozót, és küldje el minden vezetőnek a saját linkjét, mindenki másnak a meghívót.",
    make: "Új találkozó",
    name: "A neve",
    frame: "Milyen hosszú",
    leaders: "Vezetők",
    one: "egy vezető",
    two: "két vezető",
    create: "A találkozó létrehozása",
    none: "Még nincsenek találkozók.",
    leaderLink: (index, of) => (of === 1 ? "A vezető linkje" : `${index}. vezető linkje`),
    invitation: "Meghívó mindenki másnak",
    copy: "Másolás",
    copyName: (what, meeting) => `Másolás: ${what}, ${meeting}`,
    copied: "Másolva",
    endedOn: "véget ért",
    made: (date) => `létrehozva: ${date}`,
    noKey: "Kérjük, nyissa meg a szervezői linket, amit kapott.",
  },
};
