/** Every word in Portuguese. The form is that of the English catalogue, which says what each is for. */
import type { Words } from "./english.ts";
import { SOME, clockFrom, grammarOf, sentence } from "./grammar.ts";

const { plural, list } = grammarOf("pt");

const phase: Words["phase"] = {
  gathering: "Chegada",
  caseCall: "Quem tem um caso?",
  presentation: "Apresentação",
  clarification: "Algumas perguntas",
  discussion: "Trabalho do grupo",
  return: "Regresso",
  closing: "Encerramento",
  aftercare: "Depois",
  ended: "Fim",
};

const centre: Words["centre"] = (now, { presenter }, classic) => {
  const someone = presenter ?? "Alguém";
  switch (now) {
    case "gathering":
      return "Chegamos e tomamos os nossos lugares.";
    case "caseCall":
      return "Um paciente que não lhe sai da cabeça.";
    case "presentation":
      return `${someone} fala-nos de um paciente. Escutamos.`;
    case "clarification":
      return presenter === null
        ? "Perguntas sobre factos. Nada mais, por agora."
        : `Perguntas sobre factos para ${presenter}. Nada mais, por agora.`;
    case "discussion":
      return classic
        ? "O que acontece entre médico e paciente?"
        : `${someone} recuou. O que acontece entre médico e paciente?`;
    case "return":
      return `${someone} está de novo connosco, para falar ou só escutar.`;
    case "closing":
      return "O que está em aberto pode ficar em aberto.";
    case "aftercare":
      return "Tempo de voltar a nós.";
    case "ended":
      return "Obrigado por ter estado aqui.";
  }
};

const centreToYou: Words["centreToYou"] = {
  presentation: "Fale-nos do seu paciente. Escutamos.",
  clarification: "Perguntas sobre factos para si. Nada mais, por agora.",
  return: "Está de novo connosco, para falar ou só escutar.",
};

const hint: Words["hint"] = {
  gathering: "Diga até que horas temos, e que o que aqui se diz aqui fica.",
  caseCall: "Pergunte quem tem um paciente em mente, e aguente a espera.",
  presentation: "Deixe contar até ao fim. Sem nomes nem lugares.",
  clarification: "Um facto, ou já uma ideia? As ideias ficam para depois.",
  discussion: "Proteja quem apresenta, fique com os dois, deixe os silêncios.",
  return: "Quem regressa fala primeiro, ou só escuta. Nada é preciso dizer.",
  closing: "Nem resumo nem veredicto. Ficamos por aqui.",
  aftercare: "Fique um pouco. Pergunte se dois minutos consigo fariam bem.",
  ended: "",
};

const resting: Words["resting"] = {
  sittingBack: "O seu microfone descansa enquanto está recuado",
  paused: "O seu microfone descansa durante a pausa",
  held: "Quem conduz mantém o seu microfone fechado por agora",
  observing: "Observa e escuta; o seu microfone descansa",
  presentation: "O seu microfone descansa enquanto o caso é contado",
};

const refused: Words["refused"] = {
  invalid: "Não resultou. Tente outra vez, por favor.",
  too_large: "Era um pouco longo. Encurte, por favor.",
  too_fast: "Um momento, por favor. Depois tente outra vez.",
  busy: "Um momento, por favor. Depois tente outra vez.",
  unavailable: "Não chegou. Tente outra vez, por favor.",
  no_such_person: "Esta pessoa já não está aqui.",
  not_in_room: "Esta pessoa não está no círculo neste momento.",
  not_allowed: "Não é possível a partir do seu lugar.",
  wrong_phase: "Isso não pertence a esta parte do encontro.",
  moved_on: "Isto acabou de mudar. Veja outra vez, por favor.",
  not_offered: "Este caso já não é oferecido.",
  already_so: "Já é assim.",
  full: "O círculo está completo.",
  ended: "O encontro terminou.",
};

const failed: Words["failed"] = {
  invalid: "Veja o que escreveu e tente outra vez.",
  not_found: "Esta ligação não leva a nenhum encontro. Peça uma nova.",
  wrong_key: "Esta ligação já não abre a porta. Peça uma nova.",
  not_known: "Por favor, entre de novo pela porta.",
  not_in_room: "Não está no círculo neste momento.",
  ended: "Este encontro terminou.",
  full: "Não há lugar livre à porta neste momento. Tente daqui a pouco.",
  too_fast: "Um momento, por favor. Depois tente outra vez.",
  too_large: "Era um pouco longo. Encurte, por favor.",
  unavailable: "Não se consegue chegar à sala neste momento. Tente daqui a um momento.",
  unreachable: "Não se consegue chegar à sala neste momento. Veja a sua internet e tente outra vez.",
};

const nudge: Words["nudge"] = {
  advising: { label: "Dar conselhos", words: "Deixemos talvez os conselhos. O que sente ao escutar?" },
  fixing: { label: "Resolver o problema", words: "Aqui nada tem de ser resolvido. Como é entre estes dois?" },
  judging: { label: "Julgar", words: "Continue com curiosidade. De que pode cada um dos dois precisar?" },
  teaching: { label: "Ensinar", words: "Ponha o saber de lado um momento. O que lhe faz esta história?" },
  critiquing: { label: "Criticar", words: "Fez-se o que se podia. Como terá sido sentido?" },
  interrogating: {
    label: "Interrogar quem apresenta",
    words: "Deixe descansar quem apresenta. Imagine a resposta em vez de a pedir.",
  },
  theorising: { label: "Teorizar", words: "Volte da teoria a estas duas pessoas. O que vê à sua frente?" },
  patientVoice: { label: "A voz do paciente", words: "Quer emprestar a sua voz ao paciente? «Eu, o paciente…»" },
  doctorVoice: { label: "A voz do médico", words: "Quer emprestar a sua voz ao médico? «Eu, o médico…»" },
  theAbsent: { label: "Quem falta", words: "Há alguém nesta história de quem ainda não falámos?" },
  images: { label: "Uma imagem", words: "Vem-lhe uma imagem, um som ou uma fantasia?" },
  bothSides: { label: "Os dois lados", words: "Estamos há um tempo de um lado. Como é do outro?" },
};

const card: Words["card"] = {
  stayWithTheTwo: "Fiquemos com os dois",
  patientFeels: "O que sente o paciente?",
  doctorFeels: "O que sente o médico?",
  momentOfSilence: "Um momento de silêncio",
  imagineNotAsk: "Imaginar em vez de perguntar",
  noAdvice: "Sem conselhos, por agora",
};

const signal: Words["signal"] = {
  needPause: {
    button: "Preciso de uma pausa",
    sent: "Quem conduz vê que precisa de uma pausa.",
    told: (name) => `${name} precisa de uma pausa`,
  },
  comeBack: {
    button: "Gostaria de voltar",
    sent: "Quem conduz vê que gostaria de voltar.",
    told: (name) => `${name} gostaria de voltar`,
  },
};

const help: Words["help"] = {
  cannotHear: "Não ouço bem",
  notHeard: "Acho que não me ouvem",
  noPicture: "Não vejo imagem",
  other: "Outra coisa",
};

const BARRED = "Nas definições do computador, em «Privacidade», permita-o ao seu navegador e tente outra vez.";
const BUSY = "Talvez outro programa o use: feche outras videochamadas e tente outra vez.";

const trouble: Words["trouble"] = {
  microphoneDenied: "O seu navegador não nos deixa usar o microfone.",
  microphoneBarred: `O seu computador não dá o microfone ao navegador. ${BARRED}`,
  microphoneMissing:
    "Não encontrámos um microfone. Veja se está ligado e tente outra vez. Também pode vir só para escutar.",
  microphoneBusy: `Não conseguimos chegar ao seu microfone. ${BUSY}`,
  microphoneGone: "O seu microfone já não está. Veja se está ligado e volte a ligá-lo aqui.",
  cameraDenied: "O seu navegador não nos deixa usar a câmara.",
  cameraBarred: `O seu computador não dá a câmara ao navegador. ${BARRED}`,
  cameraMissing:
    "Não encontrámos uma câmara. Veja se está ligada e acesa e tente outra vez. Também pode vir sem imagem.",
  cameraBusy: `Não conseguimos chegar à sua câmara. ${BUSY}`,
  cameraGone: "A sua câmara já não está. Veja se está ligada e volte a ligá-la aqui.",
  unanswered: "O seu navegador fez-lhe uma pergunta e não teve resposta. Tente outra vez e escolha «Permitir».",
  microphoneMuted:
    "O seu dispositivo silenciou o microfone e ninguém ouve a sua voz. Volte a ligá-lo onde foi silenciado: numa tecla, nos auscultadores ou nas definições.",
  cameraMuted:
    "O seu dispositivo não dá imagem neste momento. Veja se a câmara está tapada ou se outro programa a está a usar.",
  microphoneAway: "Esteve fora algum tempo, por isso o seu microfone está fechado. Abra-o quando quiser.",
  cameraAway: "Esteve fora algum tempo, por isso a sua câmara está desligada. Ligue-a quando quiser.",
  notYet: "Ainda não. Tente daqui a um momento.",
};

const allow: Words["allow"] = {
  chrome: "Clique no pequeno sinal à esquerda do endereço, ligue ali a câmara e o microfone e tente outra vez.",
  edge: "Clique no cadeado à esquerda do endereço, ponha a câmara e o microfone em «Permitir» e tente outra vez.",
  firefox: "Clique no sinal riscado à esquerda do endereço, retire ali o bloqueio e tente outra vez.",
  safari:
    "No menu Safari, escolha «Definições deste site», ponha a câmara e o microfone em «Permitir» e tente outra vez.",
  iosSafari:
    "Toque no sinal junto ao endereço e depois em «Definições do site», permita a câmara e o microfone e tente outra vez.",
  iosOther:
    "Abra as definições do telefone, procure ali o seu navegador, ligue a câmara e o microfone e tente outra vez.",
  android:
    "Toque no sinal à esquerda do endereço e depois em «Permissões», permita a câmara e o microfone e tente outra vez.",
  androidFirefox: "Toque no cadeado à esquerda do endereço, permita ali a câmara e o microfone e tente outra vez.",
  inApp:
    "Esta página abriu-se dentro de outra aplicação. Copie a ligação, abra-a no seu navegador habitual e tente ali.",
  other: "Pode permiti-lo junto ao endereço e tentar outra vez.",
};

const unfit: Words["unfit"] = {
  insecure:
    "Este endereço não está protegido, por isso o seu navegador não nos dá câmara nem microfone. Peça uma ligação que comece por https.",
  inApp:
    "Esta página abriu-se dentro de outra aplicação, onde o som e a imagem não funcionam. Copie a ligação e abra-a no seu navegador habitual.",
  old: "O som e a imagem não funcionam neste navegador. Abra a ligação num Chrome, Edge, Firefox ou Safari recente.",
};

const media: Words["media"] = {
  settled: null,
  settling: "Um momento: nem todos os microfones estão ainda como devem.",
  degraded:
    "Não podemos garantir que todos os microfones estejam como devem. Continuamos a tentar; talvez convenha uma pausa.",
};

const step: Words["step"] = (next, { presenter }, sitsBack) => {
  if (next.kind === "end") return "Terminar o encontro";
  if (next.kind === "again") return "Outro caso";
  if (next.kind === "skip")
    return next.to === "closing" ? "Hoje sem caso, passar ao encerramento" : "Saltar as perguntas";
  if (next.kind === "back") return `Voltar a «${phase[next.to]}»`;
  switch (next.to) {
    case "caseCall":
      return "Perguntar quem tem um caso";
    case "clarification":
      return presenter === null ? "Passar às perguntas" : `Passar às perguntas para ${presenter}`;
    case "discussion":
      if (!sitsBack) return "Passar ao trabalho do grupo";
      return presenter === null ? "Pedir que recue" : `Pedir a ${presenter} que recue`;
    case "return":
      return presenter === null ? "Convidar a voltar" : `Convidar ${presenter} a voltar`;
    case "closing":
      return "Passar ao encerramento";
    case "aftercare":
      return "Passar ao depois";
    case "gathering":
    case "presentation":
    case "ended":
      return `Passar a «${phase[next.to]}»`;
  }
};

function minutes(count: number): string {
  return plural(count, { one: "# minuto", other: "# minutos" });
}

const clock = clockFrom({
  open: (passed) => `${minutes(passed)}, sem limite`,
  within: (passed, of) => `${passed} de cerca de ${minutes(of)}`,
  over: (of, well) => `${well ? "bastante" : "um pouco"} além de ${minutes(of)}`,
});

const lead: Words["lead"] = {
  leader: () => "Quem conduz está de novo connosco.",
  nobody: () =>
    "Ninguém que conduza está connosco neste momento. O círculo fica. Se ninguém voltar em breve, fazemos uma pausa.",
  unattended: () => "Não há quem conduza; fazemos uma pausa até alguém voltar.",
  deputy: (chair) => `${chair ?? "Alguém"} guarda o lugar até quem conduz voltar.`,
};

const pausedLine: Words["pausedLine"] = (itself, who, leading, chair) => {
  if (!itself) return "Todos os microfones estão fechados. O círculo fica.";
  if (who === "deputy") return `${chair ?? "Alguém"} guarda o lugar. Continuamos em breve.`;
  if (who !== "leader") return "Não há quem conduza. Todos os microfones estão fechados até alguém voltar.";
  return leading
    ? "A sala fez uma pausa por si mesma enquanto ninguém conduzia. Nada se perdeu."
    : "Quem conduz voltou. Continuamos em breve.";
};

const deputy: Words["deputy"] = {
  named: "Quem conduz pede-lhe que guarde o lugar se perder a ligação.",
  noMore: "Já não guarda o lugar de quem conduz.",
  offer: "Quem conduz pediu-lhe que guardasse o lugar na sua ausência.",
  take: "Guardar o lugar",
};

const toYou: Words["toYou"] = {
  nudgeTitle: "Uma palavra discreta, só para si",
  mute: "Quem conduz fechou o seu microfone. Abra-o quando quiser.",
  ask: "Quem conduz pede-lhe que feche o seu microfone.",
  askButton: "Fechar o meu microfone",
  dismiss: "Obrigado",
};

const offer: Words["offer"] = {
  mine: "Tenho um caso",
  takeBack: "Retiro-o",
  offered: "Quem conduz vê que tem um caso.",
};

const helpFrom: Words["console"]["helpFrom"] = (name, topic) => `${name}: ${help[topic]}`;

const forbidden: Words["console"]["forbidden"] = (name) =>
  `Do dispositivo de ${name} veio algo invulgar. Não foi transmitido.`;

const weakLine: Words["weakLine"] = {
  incoming: {
    full: null,
    small: "A sua linha é fraca. As imagens vão mais lentas, para o som ficar claro.",
    few: "A sua linha é fraca. Só algumas imagens são mostradas, para o som ficar claro.",
    none: "As imagens descansam para o som ficar claro. Voltam por si.",
  },
  outgoing: {
    full: null,
    small: "A sua imagem é enviada mais pequena, para a sua voz ficar clara.",
    none: "A sua imagem descansa para a sua voz ficar clara. Volta por si.",
  },
  soundOnly: "Escolheu só som.",
  pictures: "Mostrar as imagens",
};

const change: Words["change"] = (of, snapshot, names) => {
  switch (of.what) {
    case "phase":
      if (snapshot.you.sittingBack) return "Trabalho do grupo. Recue e escute. O grupo irá chamar.";
      return `${sentence(phase[snapshot.phase])} ${
        (snapshot.you.presents ? centreToYou[snapshot.phase] : undefined) ??
        centre(snapshot.phase, names, snapshot.frame === "classic")
      }`;
    case "debrief":
      return `${sentence(portuguese.debrief.title)} ${portuguese.debrief.line(of.leaders)}`;
    case "paused":
      return of.paused ? "Fazemos uma pausa. Todos os microfones estão fechados." : "Continuamos.";
    case "lead":
      return lead[of.lead](of.chair);
    case "deputy":
      return of.yes ? deputy.named : deputy.noMore;
    case "microphone":
      return snapshot.you.reason === "open" ? "Pode abrir o seu microfone." : `${resting[snapshot.you.reason]}.`;
    case "came":
      return `${of.name} está aqui.`;
    case "gone":
      return `${of.name} saiu.`;
    case "lost":
      return `A ligação de ${of.name} caiu. Guardamos a cadeira.`;
    case "back":
      return `${of.name} voltou.`;
    case "card":
      return sentence(`A todo o círculo: ${card[of.card]}`);
    case "word":
      if (of.kind === "nudge") return of.nudge === null ? "" : `${toYou.nudgeTitle}: ${nudge[of.nudge].words}`;
      return of.kind === "ask" ? toYou.ask : toYou.mute;
    case "signal":
      return of.signal === null ? "Quem conduz atendeu ao seu sinal." : signal[of.signal].sent;
    case "offered":
      return of.yes ? offer.offered : "O seu caso já não é oferecido.";
    case "offers":
      return `${of.name} oferece um caso.`;
    case "knocks":
      return `${of.name} está à porta.`;
    case "needs":
      if (of.whisper.kind === "signal") return `${signal[of.whisper.signal].told(of.name)}.`;
      if (of.whisper.kind === "forbiddenTrack") return forbidden(of.name);
      return `${sentence(helpFrom(of.name, of.whisper.topic))} ${of.whisper.text}`.trim();
    case "held":
      return of.held ? `O microfone de ${of.name} é mantido fechado.` : `${of.name} pode abrir de novo o microfone.`;
    case "nudged":
      return `Uma palavra discreta a ${of.name}: ${nudge[of.nudge].label}.`;
    case "leaders":
      return `${of.name} escreve: ${of.text}`;
    case "unsure":
      return media.degraded ?? "";
    case "line":
      return of.lost ? "A sua ligação está interrompida. Guardamos a sua cadeira." : "A sua ligação voltou.";
    case "link":
      return of.lost ? "O som e a imagem estão a voltar." : "O som e a imagem voltaram.";
    case "pictures":
      if (of.whose === "own") return of.rest ? weakLine.outgoing.none : "A sua imagem vê-se de novo.";
      return of.rest ? weakLine.incoming.none : "As imagens voltaram.";
    case "refused":
      return refused[of.code];
  }
};

export const portuguese: Words = {
  app: "Sala Balint",
  centreToYou,
  hint,
  keys: {
    title: "Teclas",
    button: "Teclas",
    open: "Mostrar as teclas",
    lead: "A tudo na sala se chega também com Tab e as setas, e carrega-se com Enter.",
    alone: "Um só ? abre este cartão",
    what: {
      someone: "Entrou alguém: fechar tudo de uma vez, também ao escrever",
      microphone: "Microfone aberto ou fechado",
      camera: "Câmara ligada ou desligada",
      where: "Dizer onde estamos",
      keys: "Estas teclas",
      tell: "Dizer algo a quem conduz",
      sign: "O sinal silencioso: preciso de uma pausa",
      next: "O passo seguinte",
      pause: "Pausa, e continuar",
      door: "Ir a quem está à porta",
      people: "Ir às pessoas",
      cards: "Uma palavra a todo o círculo",
      between: "Escrever a quem conduz consigo",
    },
  },
  language: "Língua",
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
  visibility: { visible: "por todos", veiled: "só por quem conduz", cameraOff: "por ninguém" },
  help,
  frame: { sixty: "60 minutos", ninety: "90 minutos", classic: "90 minutos, clássico (ninguém recua)" },
  trouble,
  allow,
  unfit,
  media,
  close: "Fechar",
  cancel: "Cancelar",
  done: "Feito",
  tryAgain: "Tentar outra vez",
  oneMoment: "Um momento, por favor",
  copyLink: "Copiar a ligação",
  copied: "Copiado",

  circle: {
    label: "O círculo",
    you: "Você",
    leader: "conduz",
    presents: "traz o caso",
    presentsShort: "apresenta",
    sittingBack: "recuou",
    observer: "observa",
    lost: "sem ligação",
    holdsChair: "guarda o lugar",
    deputy: "suplente",
    keepChair: "cadeira guardada",
    keepChairShort: "guardada",
    unsteady: "a linha está instável",
    unsteadyShort: "instável",
    unheard: "agora sem som",
    unheardShort: "sem som",
    muted: "microfone silenciado",
    mutedShort: "silenciado",
    yourChair: "a sua cadeira",
    gapOf: (name) => `A cadeira de ${name}`,
    pictureHeld: "imagem parada",
    pictureRests: "só som",
    hideSelf: "Não ver a sua própria imagem",
    hideSelfHint: "Não ver a sua própria imagem. Os outros continuam a vê-lo.",
    showSelfHint: "Voltar a ver a sua própria imagem",
    seenByOthers: "os outros veem-no",
    seenByOthersShort: "visível",
    outerRing: "Está no anel exterior e escuta.",
    outerRingHeard: "Quem conduz convida-o a falar do anel exterior.",
    seat: (name, parts) => (parts.length === 0 ? name : `${name}, ${parts.join(", ")}`),
    speaking: "fala",
  },

  debrief: {
    title: "Entre vós",
    line: (leaders) =>
      leaders > 1
        ? "Os membros saíram. Podem falar o tempo que precisarem."
        : "Todos os outros saíram. Leve o tempo de que precisa.",
    hint: (leaders) =>
      leaders > 1
        ? "Como viveu o círculo quem trouxe o caso, e como foi entre os dois?"
        : "Como viveu o círculo quem trouxe o caso, e como foi para si?",
  },
  pausedTitle: "Fazemos uma pausa",
  pausedLine,
  lead,
  deputy,
  presenterLost: (name) => `A ligação de ${name} caiu. A cadeira fica, e esperamos um pouco.`,
  backTitle: "Recue e escute",
  backLine: "O círculo trabalha com o seu caso. Irá chamar de novo.",

  bar: {
    label: "O seu microfone e a sua câmara",
    microphone: {
      open: "Microfone aberto",
      muted: "Silenciado pelo dispositivo",
      opening: "A abrir o microfone…",
      closed: "Microfone fechado",
    },
    camera: {
      on: "Câmara ligada",
      muted: "Parada pelo dispositivo",
      opening: "A abrir a câmara…",
      off: "Câmara desligada",
      resting: "A sua câmara descansa",
    },
    someone: "Entrou alguém",
    someoneHint: "Fecha logo microfone e câmara e silencia a sala. Teclas: Alt e X",
    tell: "Dizer a quem conduz",
    leave: "Sair",
  },
  alone: {
    title: "A sua sala está fechada",
    line: "Microfone e câmara estão desligados; não ouve nem vê ninguém. Leve o seu tempo.",
    again: "Estou de novo a sós",
  },
  sound: { blocked: "O seu navegador espera um clique antes de dar som.", start: "Ligar o som" },
  link: {
    reconnecting: "O som e a imagem estão a voltar…",
    lost: "O som e a imagem pararam.",
    wire: "A sua ligação está interrompida. Guardamos a sua cadeira.",
    soon: "Um momento, por favor. A sala volta já.",
    both: "A sua ligação está interrompida, com som e imagem. Guardamos a sua cadeira.",
  },

  weakLine,
  soundAndPicture: {
    title: "Som e imagem",
    soundOnly: "Só som",
    blur: "Desfocar o que está atrás de mim",
    blurNote: "A sua própria imagem, antes de ser enviada. Exige alguma força deste dispositivo.",
    clearVoice: "Menos ruído à volta da minha voz",
    clearVoiceNote: "Ventoinhas, teclas e rua ficam mais baixas antes de a sua voz ser enviada.",
    extra: {
      off: null,
      on: null,
      starting: "Um momento, por favor…",
      tooSlow: "Este dispositivo não conseguia acompanhar, por isso desligou-se sozinho.",
      failed: "Isto não funciona neste dispositivo. Está desligado.",
    },
    soundOnlyNote: "Não vê a imagem dos outros. Os nomes e as cadeiras ficam.",
    incoming: {
      full: "Para uma linha fraca ou para descansar os olhos. Os nomes e as cadeiras ficam.",
      small: "A sua linha é fraca: as imagens vão mais lentas agora, para o som ficar claro.",
      few: "A sua linha é fraca: só algumas imagens são mostradas, para o som ficar claro.",
      none: "A sua linha é fraca: as imagens descansam, para o som ficar claro.",
    },
  },

  toYou,

  back: {
    signs: "Um sinal silencioso, só para quem conduz",
    seen: "É visto",
    keepCameraOff: "A sua câmara fica desligada até a ligar.",
  },

  offer,

  tell: {
    title: "Dizer a quem conduz",
    lead: "Só quem conduz o vê.",
    topic: "De que se trata?",
    text: "Umas palavras, se quiser",
    send: "Enviar",
    sent: "Quem conduz já sabe.",
  },
  leaving: {
    title: "Sair do círculo?",
    line: "Pode voltar a entrar com a mesma ligação.",
    yes: "Sair",
    no: "Ficar",
  },

  console: {
    label: "Para quem conduz",
    more: "Mais para quem conduz",
    less: "Voltar ao círculo",
    cases: "Casos oferecidos",
    noCases: "Ainda ninguém ofereceu um caso.",
    caseOf: (name) => `O caso de ${name}`,
    extend: "Mais 5 minutos",
    back: (to) => `← ${to}`,
    pause: "Pausa",
    resume: "Continuar juntos",
    end: "Terminar o encontro",
    endTitle: "Terminar o encontro para todos?",
    endLine: "Todos saem do círculo. Não se pode desfazer.",
    endYes: "Terminar o encontro",
    endNo: "Ainda não",
    door: "À porta",
    admit: "Deixar entrar",
    admitName: (name) => `Deixar entrar ${name}`,
    notNow: "Agora não",
    notNowName: (name) => `Agora não, ${name}`,
    knocks: (role, again, here) =>
      `${role === "observer" ? "para observar" : "como membro"}${again ? ", já cá esteve" : ""}${here ? "" : ", agora não está à porta"}`,
    noChair: "sem cadeira livre",
    notNowAll: (count) => `Agora não, aos ${count}`,
    full: (outer) => (outer ? "O anel exterior está completo." : "O círculo está completo."),
    emptyChairs: (names) =>
      names.length > SOME
        ? `Há algum tempo que ninguém volta a ${names.length} cadeiras.`
        : `Há algum tempo que ninguém volta ${names.length === 1 ? "à cadeira" : "às cadeiras"} de ${list(names)}.`,
    freeChairs: (count) => plural(count, { one: "Libertar a cadeira", other: "Libertar # cadeiras" }),
    freeChairHint: "Quem voltar apesar de tudo bate de novo",
    ago: (count) => (count === 0 ? "agora mesmo" : `há ${minutes(count)}`),
    likeInCircle: (name, role, chair) =>
      `Parecido com ${name}, no círculo: ${role === "leader" ? "conduz" : role === "observer" ? "observa" : "membro"}, cadeira ${chair}.`,
    likeAtDoor: (name, role, ago) =>
      `Parecido com ${name}, à porta: ${role === "observer" ? "para observar" : "como membro"}, ${ago}.`,
    saysLeader: (word) => `O nome diz «${word}», mas quem conduz não espera aqui.`,
    step: "O passo seguinte",
    cards: "Uma palavra a todo o círculo",
    cardShown: (text) => `O círculo lê: ${text}`,
    people: "Pessoas",
    toOne: "Mais ninguém o vê",
    word: (label) => `pedido: ${label}`,
    quiet: "Marcar quem ainda não falou",
    quietHint: "Só no seu ecrã, só nesta parte, nunca se guarda.",
    notSpoken: "ainda não falou",
    notSpokenSince: "não falou desde que chegou",
    nobody: "Ainda não há mais ninguém.",
    health: { good: "boa linha", poor: "linha fraca", lost: "sem ligação" },
    lostFor: (count) => `sem ligação há ${minutes(count)}`,
    held: "microfone retido",
    actions: (name) => `Para ${name}`,
    microphone: "Microfone",
    ask: "Pedir que o feche",
    mute: "Fechá-lo uma vez",
    hold: "Mantê-lo fechado",
    release: "Devolvê-lo",
    hear: "Deixar falar",
    unhear: "Voltar a escutar",
    deputy: "Nomear suplente",
    deputyHint: "Guarda o lugar se já não houver quem conduza",
    noDeputy: "Já não é suplente",
    nudges: "Uma palavra discreta",
    redirects: "Reconduzir",
    invitations: "Convidar",
    stepOut: "Pedir que saia",
    stepOutTitle: (name) => `Pedir a ${name} que saia?`,
    stepOutLine: (name, presents) =>
      presents ? `${name} sai do círculo e o caso fica encerrado.` : `${name} sai do círculo e pode bater de novo.`,
    stepOutYes: "Pedir que saia",
    between: "Entre quem conduz",
    say: "A quem conduz consigo",
    send: "Enviar",
    needs: "Alguém precisa de si",
    helpFrom,
    forbidden,
    presenterLost: (name, count) =>
      count > 0 ? `${name} está sem ligação há ${minutes(count)}.` : `A ligação de ${name} caiu.`,
    presenterLostHint: (sittingBack) =>
      sittingBack
        ? "Continue, espere ou faça uma pausa, como achar melhor. O lugar recuado fica, e fica em silêncio no regresso."
        : "Continue, espere ou faça uma pausa, como achar melhor. A cadeira fica.",
    coLost: (name) => `A ligação de ${name} caiu. Conduz sozinho; nada mais mudou.`,
    somebody: "Alguém",
    co: "Quem conduz consigo",
  },

  nameFault: {
    letters: "Escreva um nome que todos possam ler, com pelo menos uma letra.",
    long: (most) => `Escreva ${most} letras no máximo, por favor.`,
    unseen: (after) =>
      `${after === "" ? "O nome começa com um sinal invisível." : `Há um sinal invisível depois de «${after}».`} Retire-o, por favor.`,
    unshown: (after) =>
      `${after === "" ? "O nome começa com um sinal que os ecrãs não podem mostrar." : `Depois de «${after}» há um sinal que os ecrãs não podem mostrar.`} Retire-o, por favor.`,
    marks: (on) => (on === "" ? "Há um acento sem letra." : `Há mais acentos sobre «${on}» do que se pode ler.`),
    takeOut: "Retirar",
  },

  door: {
    leadLeader: "Conduz este encontro.",
    leadGuest: "Tem um convite. Entrar leva menos de um minuto.",
    name: "O seu nome, como o círculo o conhece",
    as: "Vem",
    member: "como membro",
    observer: "para observar",
    agreement: "O que prometemos uns aos outros",
    promises: [
      "Estou a sós numa sala onde ninguém pode ouvir, com auscultadores.",
      "Nada é gravado, fotografado ou anotado por uma máquina.",
      "O que aqui se diz aqui fica. Não se diz o nome de nenhum paciente.",
      "Se alguém entrar, digo-o ou fecho o meu microfone e a minha câmara.",
    ],
    agree: "Prometo isto",
    agreeFirst: "Leia primeiro a promessa e assinale-a, por favor.",
    goOn: "Continuar",
    back: "Voltar",
    welcome: (name) => `Boas-vindas, ${name}`,
    checkGuest: "Veja e ouça se está tudo bem, e depois bata à porta. Quem conduz deixa-o entrar.",
    checkLeader: "Veja e ouça se está tudo bem, e depois entre.",
    knock: "Bater à porta",
    goIn: "Entrar",

    camera: "Câmara",
    tryCamera: "Experimentar a minha câmara",
    stopCamera: "Vir sem imagem",
    cameraOff: "Vem sem imagem.",
    mirror: "A sua própria imagem",

    microphone: "Microfone",
    tryMicrophone: "Experimentar o meu microfone",
    stopMicrophone: "Parar de experimentar",
    level: "Quão alto o ouvimos",
    hearYou: "ouvimo-lo",
    speakNow: "diga alguma coisa, por favor",
    microphoneOpen: "Vir com o microfone aberto",
    microphoneNote: "O seu microfone fica fechado até o abrir.",

    speaker: "Altifalante",
    playSound: "Tocar um som suave",
    didYouHear: "Ouviu-o?",
    heard: "Sim",
    notHeard: "Não",
    youHear: "Vai ouvir os outros.",
    soundMend: "Aumente o volume e veja se os auscultadores estão ligados. Depois toque-o outra vez.",
  },

  line: {
    trying: "Estamos a experimentar a sua linha…",
    again: "Experimentar a linha outra vez",
    good: "A sua linha é boa.",
    fair: "A sua linha chega para o som. As imagens podem parar de vez em quando.",
    weak: "A sua linha é fraca. Aproxime-se do seu router ou use um cabo; ou venha sem imagem.",
    lossy: "A sua linha perde parte do som pelo caminho. Aproxime-se do seu router ou use um cabo.",
    detour: "A sua rede só deixa passar o som e a imagem por um desvio. Vai funcionar, talvez menos nítido.",
    noMedia:
      "A sua rede bloqueia o som e a imagem. Envie a linha abaixo ao seu serviço de informática, ou use a ligação do seu telefone.",
    noWire:
      "A sua rede bloqueia o caminho para o encontro. Envie a linha abaixo ao seu serviço de informática, ou use a ligação do seu telefone.",
    unknown: "Não conseguimos experimentar a sua linha. Pode entrar na mesma.",
    forIt: (host, ports) => `Para o encontro em ${host}, permitam a partir da nossa rede: ${list(ports)}.`,
    wire: (host, port) => `WebSocket seguro para ${host}, porta TCP ${port}`,
    media: (address, protocol, port) => `média para ${address}, porta ${protocol} ${port}`,
    copy: "Copiar para a informática",
  },
  waiting: {
    title: (name) => `Bateu à porta, ${name}`,
    leaders: (names) =>
      `${list(names)} ${plural(names.length, { one: "vai deixá-lo", other: "vão deixá-lo" })} entrar.`,
    nobody: "Quem conduz ainda não está. Fique, por favor; abrimos a porta quando chegar.",
    full: "Neste momento não há nenhuma cadeira livre. Fique, por favor; pode entrar quando houver uma.",
    again: "A sua cadeira não foi guardada enquanto esteve fora. Quem conduz vê que voltou.",
    check: "Ver de novo a câmara e o microfone",
  },
  removed: {
    title: "Quem conduz pede-lhe que fique lá fora por agora",
    line: "Se quiser entrar, pode bater de novo.",
    knock: "Bater de novo",
  },
  ended: {
    title: "O encontro terminou",
    line: "Obrigado por ter estado aqui. Nada do que se disse foi guardado. Cuide de si um momento.",
  },
  alreadyIn: {
    title: (name) => `Neste navegador já está aqui, como ${name}`,
    line: {
      guest: "Abriu o convite. Pode voltar ao seu lugar ou, para experimentar, entrar também com o convite.",
      leader: "Abriu uma ligação de condução. Pode voltar ao seu lugar ou entrar também para conduzir.",
    },
    back: "Voltar ao meu lugar",
    asWell: { guest: "Entrar também com o convite", leader: "Entrar também para conduzir" },
  },
  blocked: {
    title: "Daqui não se chega ao encontro",
    media: "O som e a imagem não passam por esta rede.",
    help: "O que fazer",
  },
  elsewhere: {
    title: "Continuou noutro sítio",
    line: "O seu lugar no encontro está noutro dispositivo ou noutra janela. Quer continuar aqui?",
  },
  noCookies: {
    title: "Este navegador não consegue lembrar-se de si",
    line: (host) =>
      `Não guarda cookies, e a sala esquecer-se-ia de si assim que batesse à porta. Permita os cookies de ${host} nas definições do navegador, em privacidade, e tente outra vez; ou abra a ligação noutro navegador. A sala só se lembra de quem é neste encontro.`,
  },
  replaced: {
    title: "Está aqui noutro ecrã",
    line: "O encontro continua lá. Pode trazê-lo de volta para este.",
    here: "Continuar aqui",
  },
  left: {
    title: "Saiu",
    line: "Pode voltar a entrar enquanto durar o encontro. Se então não houver cadeira livre, espera à porta.",
    back: "Voltar a entrar",
  },
  outdated: {
    title: "Esta página ficou velha",
    line: "Carregue-a de novo, por favor, e pode continuar.",
    reload: "Carregar de novo",
  },
  noLink: {
    title: "Boas-vindas",
    line: "Esta é uma sala tranquila para grupos Balint. Para entrar, abra a ligação que lhe enviaram.",
    nowhere: "Aqui não há nada",
    nowhereLine:
      "Este endereço não leva a nenhum encontro; talvez se tenha perdido um pedaço pelo caminho. Por favor, abra de novo a ligação na mensagem que lhe enviaram.",
    back: "Para a primeira página",
    cut: "O fim desta ligação perdeu-se pelo caminho. Por favor, abra-a na mensagem que lhe enviaram ou copie-a inteira, até à última letra.",
  },

  organise: {
    title: "Os seus encontros",
    lead: "Crie um encontro e envie a cada pessoa que conduz a sua ligação, e a todas as outras o convite.",
    make: "Um encontro novo",
    name: "O seu nome",
    frame: "Quanto dura",
    leaders: "Condução",
    one: "conduz uma pessoa",
    two: "conduzem duas pessoas",
    create: "Criar o encontro",
    none: "Ainda não há encontros.",
    leaderLink: (index, of) => (of === 1 ? "Ligação de quem conduz" : `Ligação de condução ${index}`),
    invitation: "Convite para todas as outras pessoas",
    copy: "Copiar",
    copyName: (what, meeting) => `Copiar ${what} de ${meeting}`,
    copied: "Copiado",
    endedOn: "terminado",
    made: (date) => `criado a ${date}`,
    noKey: "Por favor, abra a ligação de organização que lhe deram.",
  },
};
