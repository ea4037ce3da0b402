/** Every word in Spanish. The form is that of the English catalogue, which says what each is for. */
import type { Words } from "./english.ts";
import { SOME, clockFrom, grammarOf, sentence } from "./grammar.ts";

const { plural, list } = grammarOf("es");

const phase: Words["phase"] = {
  gathering: "Llegada",
  caseCall: "¿Quién tiene un caso?",
  presentation: "Presentación",
  clarification: "Algunas preguntas",
  discussion: "Trabajo del grupo",
  return: "Regreso",
  closing: "Cierre",
  aftercare: "Después",
  ended: "Fin",
};

const centre: Words["centre"] = (now, { presenter }, classic) => {
  const someone = presenter ?? "Alguien";
  switch (now) {
    case "gathering":
      return "Llegamos y tomamos asiento.";
    case "caseCall":
      return "Un paciente que sigue en su mente.";
    case "presentation":
      return `${someone} nos habla de un paciente. Escuchamos.`;
    case "clarification":
      return presenter === null
        ? "Preguntas sobre hechos. Nada más todavía."
        : `Preguntas sobre hechos para ${presenter}. Nada más todavía.`;
    case "discussion":
      return classic
        ? "¿Qué ocurre entre médico y paciente?"
        : `${someone} se ha echado atrás. ¿Qué ocurre entre médico y paciente?`;
    case "return":
      return `${someone} está de nuevo con nosotros, para hablar o solo escuchar.`;
    case "closing":
      return "Lo que está abierto puede quedar abierto.";
    case "aftercare":
      return "Un tiempo para volver a nosotros.";
    case "ended":
      return "Gracias por haber estado.";
  }
};

const centreToYou: Words["centreToYou"] = {
  presentation: "Háblenos de su paciente. Escuchamos.",
  clarification: "Preguntas sobre hechos para usted. Nada más todavía.",
  return: "Está de nuevo con nosotros, para hablar o solo escuchar.",
};

const hint: Words["hint"] = {
  gathering: "Diga hasta qué hora tenemos, y que lo dicho aquí se queda aquí.",
  caseCall: "Pregunte quién tiene un paciente en mente, y sostenga la espera.",
  presentation: "Deje contar hasta el final. Sin nombres ni lugares.",
  clarification: "¿Un hecho, o ya una idea? Las ideas quedan para después.",
  discussion: "Proteja a quien presenta, quédese con los dos, deje los silencios.",
  return: "Quien regresa habla primero, o solo escucha. No hay que decir nada.",
  closing: "Ni resumen ni veredicto. Lo dejamos aquí.",
  aftercare: "Quédese un poco. Pregunte si dos minutos con usted harían bien.",
  ended: "",
};

const resting: Words["resting"] = {
  sittingBack: "Su micrófono descansa mientras está atrás",
  paused: "Su micrófono descansa durante la pausa",
  held: "Quien conduce mantiene cerrado su micrófono por ahora",
  observing: "Usted observa y escucha; su micrófono descansa",
  presentation: "Su micrófono descansa mientras se cuenta el caso",
};

const refused: Words["refused"] = {
  invalid: "No ha funcionado. Inténtelo otra vez, por favor.",
  too_large: "Era un poco largo. Acórtelo, por favor.",
  too_fast: "Un momento, por favor. Luego inténtelo otra vez.",
  busy: "Un momento, por favor. Luego inténtelo otra vez.",
  unavailable: "No ha llegado. Inténtelo otra vez, por favor.",
  no_such_person: "Esta persona ya no está aquí.",
  not_in_room: "Esta persona no está en el círculo en este momento.",
  not_allowed: "No es posible desde su asiento.",
  wrong_phase: "Eso no corresponde a esta parte del encuentro.",
  moved_on: "Esto acaba de cambiar. Mire otra vez, por favor.",
  not_offered: "Este caso ya no se ofrece.",
  already_so: "Ya es así.",
  full: "El círculo está completo.",
  ended: "El encuentro ha terminado.",
};

const failed: Words["failed"] = {
  invalid: "Revise lo que ha escrito e inténtelo otra vez.",
  not_found: "Este enlace no lleva a ningún encuentro. Pida uno nuevo.",
  wrong_key: "Este enlace ya no abre la puerta. Pida uno nuevo.",
  not_known: "Por favor, entre de nuevo por la puerta.",
  not_in_room: "No está en el círculo en este momento.",
  ended: "Este encuentro ha terminado.",
  full: "No hay sitio libre en la puerta ahora mismo. Inténtelo dentro de un rato.",
  too_fast: "Un momento, por favor. Luego inténtelo otra vez.",
  too_large: "Era un poco largo. Acórtelo, por favor.",
  unavailable: "No se puede llegar a la sala ahora mismo. Inténtelo en un momento.",
  unreachable: "No se puede llegar a la sala ahora mismo. Revise su conexión e inténtelo otra vez.",
};

const nudge: Words["nudge"] = {
  advising: { label: "Dar consejos", words: "Dejemos quizá los consejos. ¿Qué siente al escuchar?" },
  fixing: { label: "Resolver el problema", words: "Aquí no hay que resolver nada. ¿Cómo es entre estos dos?" },
  judging: { label: "Juzgar", words: "Siga con curiosidad. ¿Qué puede necesitar cada uno de los dos?" },
  teaching: { label: "Enseñar", words: "Deje el saber a un lado un momento. ¿Qué le hace a usted esta historia?" },
  critiquing: { label: "Criticar", words: "Se hizo lo que se podía. ¿Cómo pudo sentirse?" },
  interrogating: {
    label: "Interrogar a quien presenta",
    words: "Deje descansar a quien presenta. Imagine la respuesta en vez de pedirla.",
  },
  theorising: { label: "Teorizar", words: "Vuelva de la teoría a estas dos personas. ¿Qué ve ante usted?" },
  patientVoice: {
    label: "La voz del paciente",
    words: "¿Quiere prestar su voz al paciente? «Yo, el paciente…»",
  },
  doctorVoice: { label: "La voz del médico", words: "¿Quiere prestar su voz al médico? «Yo, el médico…»" },
  theAbsent: { label: "Quién falta", words: "¿Hay alguien en esta historia de quien no hayamos hablado?" },
  images: { label: "Una imagen", words: "¿Le viene una imagen, un sonido o una fantasía?" },
  bothSides: { label: "Los dos lados", words: "Llevamos un rato de un lado. ¿Cómo es en el otro?" },
};

const card: Words["card"] = {
  stayWithTheTwo: "Quedémonos con los dos",
  patientFeels: "¿Qué siente el paciente?",
  doctorFeels: "¿Qué siente el médico?",
  momentOfSilence: "Un momento de silencio",
  imagineNotAsk: "Imaginar en vez de preguntar",
  noAdvice: "Sin consejos, por ahora",
};

const signal: Words["signal"] = {
  needPause: {
    button: "Necesito una pausa",
    sent: "Quienes conducen ven que necesita una pausa.",
    told: (name) => `${name} necesita una pausa`,
  },
  comeBack: {
    button: "Quisiera volver",
    sent: "Quienes conducen ven que quisiera volver.",
    told: (name) => `${name} quisiera volver`,
  },
};

const help: Words["help"] = {
  cannotHear: "No oigo bien",
  notHeard: "Creo que no se me oye",
  noPicture: "No veo imagen",
  other: "Otra cosa",
};

const BARRED = "En los ajustes del ordenador, en «Privacidad», permítalo para su navegador e inténtelo otra vez.";
const BUSY = "Quizá lo usa otro programa: cierre otras videollamadas e inténtelo otra vez.";

const trouble: Words["trouble"] = {
  microphoneDenied: "Su navegador no nos deja usar el micrófono.",
  microphoneBarred: `Su ordenador no da el micrófono al navegador. ${BARRED}`,
  microphoneMissing:
    "No hemos encontrado un micrófono. Mire si está conectado e inténtelo otra vez. También puede venir solo a escuchar.",
  microphoneBusy: `No podemos llegar a su micrófono. ${BUSY}`,
  microphoneGone: "Su micrófono ya no está. Mire si está conectado y enciéndalo de nuevo.",
  cameraDenied: "Su navegador no nos deja usar la cámara.",
  cameraBarred: `Su ordenador no da la cámara al navegador. ${BARRED}`,
  cameraMissing:
    "No hemos encontrado una cámara. Mire si está conectada y encendida e inténtelo otra vez. También puede venir sin imagen.",
  cameraBusy: `No podemos llegar a su cámara. ${BUSY}`,
  cameraGone: "Su cámara ya no está. Mire si está conectada y enciéndala de nuevo.",
  unanswered: "Su navegador le ha preguntado y no tuvo respuesta. Inténtelo otra vez y elija «Permitir».",
  microphoneMuted:
    "Su dispositivo ha silenciado el micrófono y nadie le oye. Actívelo donde se silenció: con una tecla, en los auriculares o en los ajustes.",
  cameraMuted:
    "Su dispositivo no da imagen ahora mismo. Mire si la cámara está tapada o si otro programa la está usando.",
  microphoneAway: "Ha estado fuera un rato, por eso su micrófono está cerrado. Ábralo cuando quiera.",
  cameraAway: "Ha estado fuera un rato, por eso su cámara está apagada. Enciéndala cuando quiera.",
  notYet: "Todavía no. Inténtelo en un momento.",
};

const allow: Words["allow"] = {
  chrome:
    "Haga clic en el signo pequeño a la izquierda de la dirección, active allí la cámara y el micrófono e inténtelo otra vez.",
  edge: "Haga clic en el candado a la izquierda de la dirección, ponga la cámara y el micrófono en «Permitir» e inténtelo otra vez.",
  firefox: "Haga clic en el signo tachado a la izquierda de la dirección, quite allí el bloqueo e inténtelo otra vez.",
  safari:
    "En el menú Safari, elija «Ajustes de este sitio web», ponga la cámara y el micrófono en «Permitir» e inténtelo otra vez.",
  iosSafari:
    "Toque el signo junto a la dirección y luego «Ajustes del sitio web», permita la cámara y el micrófono e inténtelo otra vez.",
  iosOther:
    "Abra los ajustes de su teléfono, busque allí su navegador, active la cámara y el micrófono e inténtelo otra vez.",
  android:
    "Toque el signo a la izquierda de la dirección y luego «Permisos», permita la cámara y el micrófono e inténtelo otra vez.",
  androidFirefox:
    "Toque el candado a la izquierda de la dirección, permita allí la cámara y el micrófono e inténtelo otra vez.",
  inApp:
    "Esta página se abrió dentro de otra aplicación. Copie el enlace, ábralo en su navegador habitual e inténtelo allí.",
  other: "Puede permitirlo junto a la dirección e intentarlo otra vez.",
};

const unfit: Words["unfit"] = {
  insecure:
    "Esta dirección no está protegida, así que su navegador no nos da ni cámara ni micrófono. Pida un enlace que empiece por https.",
  inApp:
    "Esta página se abrió dentro de otra aplicación, donde el sonido y la imagen no funcionan. Copie el enlace y ábralo en su navegador habitual.",
  old: "El sonido y la imagen no funcionan en este navegador. Abra el enlace en un Chrome, Edge, Firefox o Safari reciente.",
};

const media: Words["media"] = {
  settled: null,
  settling: "Un momento: no todos los micrófonos están todavía como deben.",
  degraded:
    "No podemos asegurar que todos los micrófonos estén como deben. Seguimos intentándolo; quizá convenga una pausa.",
};

const step: Words["step"] = (next, { presenter }, sitsBack) => {
  if (next.kind === "end") return "Terminar el encuentro";
  if (next.kind === "again") return "Otro caso";
  if (next.kind === "skip") return next.to === "closing" ? "Hoy sin caso, pasar al cierre" : "Saltar las preguntas";
  if (next.kind === "back") return `Volver a «${phase[next.to]}»`;
  switch (next.to) {
    case "caseCall":
      return "Preguntar quién tiene un caso";
    case "clarification":
      return presenter === null ? "Pasar a las preguntas" : `Pasar a las preguntas para ${presenter}`;
    case "discussion":
      if (!sitsBack) return "Pasar al trabajo del grupo";
      return presenter === null ? "Pedir que se eche atrás" : `Pedir a ${presenter} que se eche atrás`;
    case "return":
      return presenter === null ? "Invitar a volver" : `Invitar a ${presenter} a volver`;
    case "closing":
      return "Pasar al cierre";
    case "aftercare":
      return "Pasar al después";
    case "gathering":
    case "presentation":
    case "ended":
      return `Pasar a «${phase[next.to]}»`;
  }
};

function minutes(count: number): string {
  return plural(count, { one: "# minuto", other: "# minutos" });
}

const clock = clockFrom({
  open: (passed) => `${minutes(passed)}, sin límite`,
  within: (passed, of) => `${passed} de unos ${minutes(of)}`,
  over: (of, well) => `${well ? "bastante" : "un poco"} más de ${minutes(of)}`,
});

const lead: Words["lead"] = {
  leader: () => "Quien conduce está de nuevo con nosotros.",
  nobody: () =>
    "Nadie que conduzca está con nosotros ahora. El círculo sigue. Si nadie vuelve pronto, haremos una pausa.",
  unattended: () => "No hay quien conduzca; hacemos una pausa hasta que alguien vuelva.",
  deputy: (chair) => `${chair ?? "Alguien"} guarda el lugar hasta que vuelva quien conduce.`,
};

const pausedLine: Words["pausedLine"] = (itself, who, leading, chair) => {
  if (!itself) return "Todos los micrófonos están cerrados. El círculo sigue.";
  if (who === "deputy") return `${chair ?? "Alguien"} guarda el lugar. Seguimos pronto.`;
  if (who !== "leader") return "No hay quien conduzca. Todos los micrófonos están cerrados hasta que alguien vuelva.";
  return leading
    ? "La sala hizo una pausa por sí sola mientras nadie conducía. No se ha perdido nada."
    : "Quien conduce ha vuelto. Seguimos pronto.";
};

const deputy: Words["deputy"] = {
  named: "Quienes conducen le piden que guarde el lugar si pierden la conexión.",
  noMore: "Ya no guarda el lugar de quienes conducen.",
  offer: "Quienes conducen le han pedido que guarde el lugar mientras no están.",
  take: "Guardar el lugar",
};

const toYou: Words["toYou"] = {
  nudgeTitle: "Una palabra discreta, solo para usted",
  mute: "Quien conduce ha cerrado su micrófono. Ábralo cuando le parezca bien.",
  ask: "Quien conduce le pide que cierre su micrófono.",
  askButton: "Cerrar mi micrófono",
  dismiss: "Gracias",
};

const offer: Words["offer"] = {
  mine: "Tengo un caso",
  takeBack: "Lo retiro",
  offered: "Quienes conducen ven que tiene un caso.",
};

const helpFrom: Words["console"]["helpFrom"] = (name, topic) => `${name}: ${help[topic]}`;

const forbidden: Words["console"]["forbidden"] = (name) =>
  `Del dispositivo de ${name} llegó algo inusual. No se ha transmitido.`;

const weakLine: Words["weakLine"] = {
  incoming: {
    full: null,
    small: "Su línea es débil. Las imágenes van más lentas, para que el sonido sea claro.",
    few: "Su línea es débil. Solo se muestran algunas imágenes, para que el sonido sea claro.",
    none: "Las imágenes descansan para que el sonido sea claro. Vuelven por sí solas.",
  },
  outgoing: {
    full: null,
    small: "Su imagen se envía más pequeña, para que su voz sea clara.",
    none: "Su imagen descansa para que su voz sea clara. Vuelve por sí sola.",
  },
  soundOnly: "Ha elegido solo sonido.",
  pictures: "Mostrar las imágenes",
};

const change: Words["change"] = (of, snapshot, names) => {
  switch (of.what) {
    case "phase":
      if (snapshot.you.sittingBack) return "Trabajo del grupo. Échese atrás y escuche. El grupo le llamará.";
      return `${sentence(phase[snapshot.phase])} ${
        (snapshot.you.presents ? centreToYou[snapshot.phase] : undefined) ??
        centre(snapshot.phase, names, snapshot.frame === "classic")
      }`;
    case "debrief":
      return `${sentence(spanish.debrief.title)} ${spanish.debrief.line(of.leaders)}`;
    case "paused":
      return of.paused ? "Hacemos una pausa. Todos los micrófonos están cerrados." : "Seguimos.";
    case "lead":
      return lead[of.lead](of.chair);
    case "deputy":
      return of.yes ? deputy.named : deputy.noMore;
    case "microphone":
      return snapshot.you.reason === "open" ? "Puede abrir su micrófono." : `${resting[snapshot.you.reason]}.`;
    case "came":
      return `${of.name} está aquí.`;
    case "gone":
      return `${of.name} se ha ido.`;
    case "lost":
      return `Se ha cortado la conexión de ${of.name}. Guardamos la silla.`;
    case "back":
      return `${of.name} ha vuelto.`;
    case "card":
      return sentence(`A todo el círculo: ${card[of.card]}`);
    case "word":
      if (of.kind === "nudge") return of.nudge === null ? "" : `${toYou.nudgeTitle}: ${nudge[of.nudge].words}`;
      return of.kind === "ask" ? toYou.ask : toYou.mute;
    case "signal":
      return of.signal === null ? "Quien conduce ha atendido su señal." : signal[of.signal].sent;
    case "offered":
      return of.yes ? offer.offered : "Su caso ya no se ofrece.";
    case "offers":
      return `${of.name} ofrece un caso.`;
    case "knocks":
      return `${of.name} está en la puerta.`;
    case "needs":
      if (of.whisper.kind === "signal") return `${signal[of.whisper.signal].told(of.name)}.`;
      if (of.whisper.kind === "forbiddenTrack") return forbidden(of.name);
      return `${sentence(helpFrom(of.name, of.whisper.topic))} ${of.whisper.text}`.trim();
    case "held":
      return of.held
        ? `El micrófono de ${of.name} se mantiene cerrado.`
        : `${of.name} puede abrir de nuevo el micrófono.`;
    case "nudged":
      return `Una palabra discreta a ${of.name}: ${nudge[of.nudge].label}.`;
    case "leaders":
      return `${of.name} escribe: ${of.text}`;
    case "unsure":
      return media.degraded ?? "";
    case "line":
      return of.lost ? "Su conexión está interrumpida. Guardamos su silla." : "Su conexión ha vuelto.";
    case "link":
      return of.lost ? "El sonido y la imagen están volviendo." : "El sonido y la imagen han vuelto.";
    case "pictures":
      if (of.whose === "own") return of.rest ? weakLine.outgoing.none : "Su imagen se ve de nuevo.";
      return of.rest ? weakLine.incoming.none : "Las imágenes han vuelto.";
    case "refused":
      return refused[of.code];
  }
};

export const spanish: Words = {
  app: "Sala Balint",
  centreToYou,
  hint,
  keys: {
    title: "Teclas",
    button: "Teclas",
    open: "Mostrar las teclas",
    lead: "A todo en la sala se llega también con Tab y las flechas, y se pulsa con Intro.",
    alone: "Un solo ? abre esta tarjeta",
    what: {
      someone: "Alguien ha entrado: cerrarlo todo de golpe, también al escribir",
      microphone: "Micrófono abierto o cerrado",
      camera: "Cámara encendida o apagada",
      where: "Decir dónde estamos",
      keys: "Estas teclas",
      tell: "Decir algo a quienes conducen",
      sign: "La señal silenciosa: necesito una pausa",
      next: "El paso siguiente",
      pause: "Pausa, y seguir",
      door: "Ir a quien está en la puerta",
      people: "Ir a las personas",
      cards: "Una palabra a todo el círculo",
      between: "Escribir a su coconductor",
    },
  },
  language: "Idioma",
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
  visibility: { visible: "por todos", veiled: "solo por quienes conducen", cameraOff: "por nadie" },
  help,
  frame: { sixty: "60 minutos", ninety: "90 minutos", classic: "90 minutos, clásico (nadie se echa atrás)" },
  trouble,
  allow,
  unfit,
  media,
  close: "Cerrar",
  cancel: "Cancelar",
  done: "Hecho",
  tryAgain: "Intentar otra vez",
  oneMoment: "Un momento, por favor",
  copyLink: "Copiar el enlace",
  copied: "Copiado",

  circle: {
    label: "El círculo",
    you: "Usted",
    leader: "conduce",
    presents: "trae el caso",
    presentsShort: "presenta",
    sittingBack: "está atrás",
    observer: "observa",
    lost: "sin conexión",
    holdsChair: "guarda el lugar",
    deputy: "suplente",
    keepChair: "guardamos la silla",
    keepChairShort: "guardada",
    unsteady: "la línea va y viene",
    unsteadyShort: "inestable",
    unheard: "ahora sin sonido",
    unheardShort: "sin sonido",
    muted: "micrófono silenciado",
    mutedShort: "silenciado",
    yourChair: "su silla",
    gapOf: (name) => `La silla de ${name}`,
    pictureHeld: "imagen detenida",
    pictureRests: "solo sonido",
    hideSelf: "No ver su propia imagen",
    hideSelfHint: "No ver su propia imagen. Los demás le siguen viendo.",
    showSelfHint: "Volver a ver su propia imagen",
    seenByOthers: "los demás le ven",
    seenByOthersShort: "visible",
    outerRing: "Está en el anillo exterior y escucha.",
    outerRingHeard: "Quienes conducen le invitan a hablar desde el anillo exterior.",
    seat: (name, parts) => (parts.length === 0 ? name : `${name}, ${parts.join(", ")}`),
    speaking: "habla",
  },

  debrief: {
    title: "Entre ustedes",
    line: (leaders) =>
      leaders > 1
        ? "Los miembros se han ido. Pueden hablar cuanto necesiten."
        : "Todos los demás se han ido. Tómese el tiempo que necesite.",
    hint: (leaders) =>
      leaders > 1
        ? "¿Cómo vivió el círculo quien trajo el caso, y cómo fue entre ustedes dos?"
        : "¿Cómo vivió el círculo quien trajo el caso, y cómo fue para usted?",
  },
  pausedTitle: "Hacemos una pausa",
  pausedLine,
  lead,
  deputy,
  presenterLost: (name) => `Se ha cortado la conexión de ${name}. La silla se queda, y esperamos un poco.`,
  backTitle: "Échese atrás y escuche",
  backLine: "El círculo trabaja con su caso. Le volverá a llamar.",

  bar: {
    label: "Su micrófono y su cámara",
    microphone: {
      open: "Micrófono abierto",
      muted: "Silenciado por el dispositivo",
      opening: "Abriendo el micrófono…",
      closed: "Micrófono cerrado",
    },
    camera: {
      on: "Cámara encendida",
      muted: "Detenida por el dispositivo",
      opening: "Abriendo la cámara…",
      off: "Cámara apagada",
      resting: "Su cámara descansa",
    },
    someone: "Alguien ha entrado",
    someoneHint: "Cierra al instante micrófono y cámara y silencia la sala. Teclas: Alt y X",
    tell: "Decir a quienes conducen",
    leave: "Salir",
  },
  alone: {
    title: "Su sala está cerrada",
    line: "Micrófono y cámara están apagados; no oye ni ve a nadie. Tómese su tiempo.",
    again: "Ya estoy a solas",
  },
  sound: { blocked: "Su navegador espera un clic antes de dar sonido.", start: "Activar el sonido" },
  link: {
    reconnecting: "El sonido y la imagen están volviendo…",
    lost: "El sonido y la imagen se han parado.",
    wire: "Su conexión está interrumpida. Guardamos su silla.",
    soon: "Un momento, por favor. La sala vuelve enseguida.",
    both: "Su conexión está interrumpida, con sonido e imagen. Guardamos su silla.",
  },

  weakLine,
  soundAndPicture: {
    title: "Sonido e imagen",
    soundOnly: "Solo sonido",
    blur: "Desenfocar lo que hay detrás de mí",
    blurNote: "Su propia imagen, antes de enviarla. Exige algo de fuerza a este dispositivo.",
    clearVoice: "Menos ruido alrededor de mi voz",
    clearVoiceNote: "Ventiladores, teclas y calle suenan más bajo antes de enviar su voz.",
    extra: {
      off: null,
      on: null,
      starting: "Un momento, por favor…",
      tooSlow: "Este dispositivo no podía seguir el ritmo, así que se ha apagado solo.",
      failed: "Esto no funciona en este dispositivo. Está apagado.",
    },
    soundOnlyNote: "No ve la imagen de los demás. Los nombres y las sillas se quedan.",
    incoming: {
      full: "Para una línea débil o para descansar la vista. Los nombres y las sillas se quedan.",
      small: "Su línea es débil: las imágenes van más lentas ahora, para que el sonido sea claro.",
      few: "Su línea es débil: solo se muestran algunas imágenes, para que el sonido sea claro.",
      none: "Su línea es débil: las imágenes descansan, para que el sonido sea claro.",
    },
  },

  toYou,

  back: {
    signs: "Una señal silenciosa, solo para quienes conducen",
    seen: "Se le ve",
    keepCameraOff: "Su cámara sigue apagada hasta que la encienda.",
  },

  offer,

  tell: {
    title: "Decir a quienes conducen",
    lead: "Solo lo ven quienes conducen.",
    topic: "¿De qué se trata?",
    text: "Unas palabras, si quiere",
    send: "Enviar",
    sent: "Quienes conducen lo saben.",
  },
  leaving: {
    title: "¿Salir del círculo?",
    line: "Puede volver a entrar con el mismo enlace.",
    yes: "Salir",
    no: "Quedarme",
  },

  console: {
    label: "Para quienes conducen",
    more: "Más para quienes conducen",
    less: "Volver al círculo",
    cases: "Casos ofrecidos",
    noCases: "Nadie ha ofrecido un caso todavía.",
    caseOf: (name) => `El caso de ${name}`,
    extend: "5 minutos más",
    back: (to) => `← ${to}`,
    pause: "Pausa",
    resume: "Seguir juntos",
    end: "Terminar el encuentro",
    endTitle: "¿Terminar el encuentro para todos?",
    endLine: "Todos salen del círculo. No se puede deshacer.",
    endYes: "Terminar el encuentro",
    endNo: "Todavía no",
    door: "En la puerta",
    admit: "Dejar entrar",
    admitName: (name) => `Dejar entrar a ${name}`,
    notNow: "Ahora no",
    notNowName: (name) => `Ahora no, ${name}`,
    knocks: (role, again, here) =>
      `${role === "observer" ? "para observar" : "como miembro"}${again ? ", ya estuvo aquí" : ""}${here ? "" : ", ahora no está en la puerta"}`,
    noChair: "sin silla libre",
    notNowAll: (count) => `Ahora no, a los ${count}`,
    full: (outer) => (outer ? "El anillo exterior está completo." : "El círculo está completo."),
    emptyChairs: (names) =>
      names.length > SOME
        ? `Hace un rato que nadie vuelve a ${names.length} sillas.`
        : `Hace un rato que nadie vuelve a ${names.length === 1 ? "la silla" : "las sillas"} de ${list(names)}.`,
    freeChairs: (count) => plural(count, { one: "Liberar la silla", other: "Liberar # sillas" }),
    freeChairHint: "Quien vuelva a pesar de todo llama otra vez",
    ago: (count) => (count === 0 ? "ahora mismo" : `hace ${minutes(count)}`),
    likeInCircle: (name, role, chair) =>
      `Se parece a ${name}, en el círculo: ${role === "leader" ? "conduce" : role === "observer" ? "observa" : "miembro"}, silla ${chair}.`,
    likeAtDoor: (name, role, ago) =>
      `Se parece a ${name}, en la puerta: ${role === "observer" ? "para observar" : "como miembro"}, ${ago}.`,
    saysLeader: (word) => `El nombre dice «${word}», pero quien conduce no espera aquí.`,
    step: "El paso siguiente",
    cards: "Una palabra a todo el círculo",
    cardShown: (text) => `El círculo lee: ${text}`,
    people: "Personas",
    toOne: "Nadie más lo ve",
    word: (label) => `pedido: ${label}`,
    quiet: "Marcar quién no ha hablado",
    quietHint: "Solo en su pantalla, solo en esta parte, nunca se guarda.",
    notSpoken: "aún no ha hablado",
    notSpokenSince: "no ha hablado desde que usted llegó",
    nobody: "Todavía no hay nadie más.",
    health: { good: "buena línea", poor: "línea débil", lost: "sin conexión" },
    lostFor: (count) => `sin conexión desde hace ${minutes(count)}`,
    held: "micrófono retenido",
    actions: (name) => `Para ${name}`,
    microphone: "Micrófono",
    ask: "Pedir que lo cierre",
    mute: "Cerrarlo una vez",
    hold: "Mantenerlo cerrado",
    release: "Devolverlo",
    hear: "Dejar hablar",
    unhear: "Volver a escuchar",
    deputy: "Nombrar suplente",
    deputyHint: "Guarda el lugar si ya no hay nadie que conduzca",
    noDeputy: "Ya no es suplente",
    nudges: "Una palabra discreta",
    redirects: "Reconducir",
    invitations: "Invitar",
    stepOut: "Pedir que salga",
    stepOutTitle: (name) => `¿Pedir a ${name} que salga?`,
    stepOutLine: (name, presents) =>
      presents ? `${name} sale del círculo y el caso se cierra.` : `${name} sale del círculo y puede volver a llamar.`,
    stepOutYes: "Pedir que salga",
    between: "Entre quienes conducen",
    say: "A su coconductor",
    send: "Enviar",
    needs: "Alguien le necesita",
    helpFrom,
    forbidden,
    presenterLost: (name, count) =>
      count > 0 ? `${name} está sin conexión desde hace ${minutes(count)}.` : `Se ha cortado la conexión de ${name}.`,
    presenterLostHint: (sittingBack) =>
      sittingBack
        ? "Siga, espere o haga una pausa, como crea mejor. El asiento de atrás se queda, y sigue en silencio al volver."
        : "Siga, espere o haga una pausa, como crea mejor. La silla se queda.",
    coLost: (name) => `Se ha cortado la conexión de ${name}. Conduce usted solo; nada más ha cambiado.`,
    somebody: "Alguien",
    co: "Su coconductor",
  },

  nameFault: {
    letters: "Escriba un nombre que todos puedan leer, con una letra al menos.",
    long: (most) => `Escriba ${most} letras como máximo, por favor.`,
    unseen: (after) =>
      `${after === "" ? "El nombre empieza con un signo invisible." : `Hay un signo invisible después de «${after}».`} Quítelo, por favor.`,
    unshown: (after) =>
      `${after === "" ? "El nombre empieza con un signo que las pantallas no pueden mostrar." : `Después de «${after}» hay un signo que las pantallas no pueden mostrar.`} Quítelo, por favor.`,
    marks: (on) =>
      on === "" ? "Hay un acento sin letra." : `Hay más acentos sobre «${on}» de los que se pueden leer.`,
    takeOut: "Quitarlo",
  },

  door: {
    leadLeader: "Usted conduce este encuentro.",
    leadGuest: "Tiene una invitación. Entrar lleva menos de un minuto.",
    name: "Su nombre, como le conoce el círculo",
    as: "Viene",
    member: "como miembro",
    observer: "para observar",
    agreement: "Lo que nos prometemos",
    promises: [
      "Estoy a solas en una sala donde nadie puede escuchar, con auriculares.",
      "Nada se graba, se fotografía ni lo anota una máquina.",
      "Lo que se dice aquí se queda aquí. No se dice el nombre de ningún paciente.",
      "Si alguien entra, lo digo o cierro mi micrófono y mi cámara.",
    ],
    agree: "Lo prometo",
    agreeFirst: "Lea primero la promesa y márquela, por favor.",
    goOn: "Seguir",
    back: "Atrás",
    welcome: (name) => `Le damos la bienvenida, ${name}`,
    checkGuest: "Mire y escuche si todo está bien, y luego llame. Quienes conducen le dejarán entrar.",
    checkLeader: "Mire y escuche si todo está bien, y luego entre.",
    knock: "Llamar a la puerta",
    goIn: "Entrar",

    camera: "Cámara",
    tryCamera: "Probar mi cámara",
    stopCamera: "Venir sin imagen",
    cameraOff: "Viene sin imagen.",
    mirror: "Su propia imagen",

    microphone: "Micrófono",
    tryMicrophone: "Probar mi micrófono",
    stopMicrophone: "Dejar de probar",
    level: "Cuánto le oímos",
    hearYou: "le oímos",
    speakNow: "diga algo, por favor",
    microphoneOpen: "Venir con el micrófono abierto",
    microphoneNote: "Su micrófono sigue cerrado hasta que lo abra.",

    speaker: "Altavoz",
    playSound: "Tocar un sonido suave",
    didYouHear: "¿Lo ha oído?",
    heard: "Sí",
    notHeard: "No",
    youHear: "Oirá a los demás.",
    soundMend: "Suba el volumen y mire si los auriculares están conectados. Luego tóquelo otra vez.",
  },

  line: {
    trying: "Estamos probando su línea…",
    again: "Probar la línea otra vez",
    good: "Su línea es buena.",
    fair: "Su línea basta para el sonido. Las imágenes pueden detenerse a veces.",
    weak: "Su línea es débil. Acérquese a su router o use un cable; o venga sin imagen.",
    lossy: "Su línea pierde parte del sonido por el camino. Acérquese a su router o use un cable.",
    detour: "Su red deja pasar el sonido y la imagen solo con un rodeo. Funcionará, quizá con menos nitidez.",
    noMedia:
      "Su red bloquea el sonido y la imagen. Envíe la línea de abajo a su servicio de informática, o use la conexión de su teléfono.",
    noWire:
      "Su red bloquea el camino al encuentro. Envíe la línea de abajo a su servicio de informática, o use la conexión de su teléfono.",
    unknown: "No hemos podido probar su línea. Puede entrar de todos modos.",
    forIt: (host, ports) => `Para el encuentro en ${host}, permitan desde nuestra red: ${list(ports)}.`,
    wire: (host, port) => `WebSocket seguro a ${host}, puerto TCP ${port}`,
    media: (address, protocol, port) => `medios a ${address}, puerto ${protocol} ${port}`,
    copy: "Copiar para informática",
  },
  waiting: {
    title: (name) => `Ha llamado a la puerta, ${name}`,
    leaders: (names) => `${list(names)} le ${plural(names.length, { one: "dejará", other: "dejarán" })} entrar.`,
    nobody: "Quienes conducen aún no están. Quédese, por favor; abrimos la puerta cuando lleguen.",
    full: "Ahora mismo no hay ninguna silla libre. Quédese, por favor; podrá entrar en cuanto haya una.",
    again: "No se le guardó la silla mientras estaba fuera. Quienes conducen ven que ha vuelto.",
    check: "Mirar otra vez la cámara y el micrófono",
  },
  removed: {
    title: "Quienes conducen le piden que se quede fuera por ahora",
    line: "Si quiere entrar, puede volver a llamar.",
    knock: "Volver a llamar",
  },
  ended: {
    title: "El encuentro ha terminado",
    line: "Gracias por haber estado. Nada de lo dicho se ha guardado. Cuídese un momento.",
  },
  alreadyIn: {
    title: (name) => `En este navegador ya está aquí, como ${name}`,
    line: {
      guest: "Ha abierto la invitación. Puede volver a su sitio o, para probar, entrar también con la invitación.",
      leader: "Ha abierto un enlace de conducción. Puede volver a su sitio o entrar también para conducir.",
    },
    back: "Volver a mi sitio",
    asWell: { guest: "Entrar también con la invitación", leader: "Entrar también para conducir" },
  },
  blocked: {
    title: "Desde aquí no se llega al encuentro",
    media: "El sonido y la imagen no pasan por esta red.",
    help: "Qué hacer",
  },
  elsewhere: {
    title: "Ha seguido en otro lugar",
    line: "Su sitio en el encuentro está en otro dispositivo o en otra ventana. ¿Quiere seguir aquí?",
  },
  noCookies: {
    title: "Este navegador no puede recordarle",
    line: (host) =>
      `No guarda cookies, y la sala le olvidaría en cuanto llamara a la puerta. Permita las cookies de ${host} en los ajustes del navegador, en privacidad, e inténtelo otra vez; o abra el enlace en otro navegador. La sala solo recuerda quién es usted en este encuentro.`,
  },
  replaced: {
    title: "Está aquí en otra pantalla",
    line: "El encuentro sigue allí. Puede traerlo de vuelta a esta.",
    here: "Seguir aquí",
  },
  left: {
    title: "Ha salido",
    line: "Puede volver a entrar mientras dure el encuentro. Si entonces no hay silla libre, esperará en la puerta.",
    back: "Volver a entrar",
  },
  outdated: {
    title: "Esta página se ha hecho vieja",
    line: "Cárguela otra vez, por favor, y podrá seguir.",
    reload: "Cargar otra vez",
  },
  noLink: {
    title: "Le damos la bienvenida",
    line: "Esta es una sala tranquila para grupos Balint. Para entrar, abra el enlace que le enviaron.",
    nowhere: "Aquí no hay nada",
    nowhereLine:
      "Esta dirección no lleva a ningún encuentro; quizá se perdió un trozo por el camino. Por favor, abra otra vez el enlace del mensaje que le enviaron.",
    back: "A la primera página",
    cut: "A este enlace se le perdió el final por el camino. Por favor, ábralo en el mensaje que le enviaron o cópielo entero, hasta la última letra.",
  },

  organise: {
    title: "Sus encuentros",
    lead: "Cree un encuentro y envíe a cada persona que conduce su enlace, y a todas las demás la invitación.",
    make: "Un encuentro nuevo",
    name: "Su nombre",
    frame: "Cuánto dura",
    leaders: "Conducción",
    one: "conduce una persona",
    two: "conducen dos personas",
    create: "Crear el encuentro",
    none: "Todavía no hay encuentros.",
    leaderLink: (index, of) => (of === 1 ? "Enlace de quien conduce" : `Enlace de conducción ${index}`),
    invitation: "Invitación para todas las demás personas",
    copy: "Copiar",
    copyName: (what, meeting) => `Copiar ${what} de ${meeting}`,
    copied: "Copiado",
    endedOn: "terminado",
    made: (date) => `creado el ${date}`,
    noKey: "Por favor, abra el enlace de organización que le dieron.",
  },
};
