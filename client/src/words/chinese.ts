/** Every word in simplified Chinese. The form is that of the English catalogue, which says what each is for. */
import type { Words } from "./english.ts";
import { SOME, clockFrom, grammarOf, sentence } from "./grammar.ts";

const { list } = grammarOf("zh-Hans");

const phase: Words["phase"] = {
  gathering: "相聚",
  caseCall: "谁有案例？",
  presentation: "讲述案例",
  clarification: "几个提问",
  discussion: "小组工作",
  return: "回到圈中",
  closing: "结束",
  aftercare: "余韵",
  ended: "完",
};

const centre: Words["centre"] = (now, { presenter }, classic) => {
  const someone = presenter ?? "报告者";
  switch (now) {
    case "gathering":
      return "我们到来，各自入座。";
    case "caseCall":
      return "一位让您放不下的病人。";
    case "presentation":
      return `${someone}正在讲述一位病人。我们倾听。`;
    case "clarification":
      return `只向${someone}询问事实，暂时不谈别的。`;
    case "discussion":
      return classic ? "医生与病人之间发生了什么？" : `${someone}已退后聆听。医生与病人之间发生了什么？`;
    case "return":
      return `${someone}又回到我们中间，可以说话，也可以只听。`;
    case "closing":
      return "未完的，就让它未完。";
    case "aftercare":
      return "慢慢回到自己。";
    case "ended":
      return "感谢您的到来。";
  }
};

const centreToYou: Words["centreToYou"] = {
  presentation: "请讲讲您的病人。我们倾听。",
  clarification: "只问您事实，暂时不谈别的。",
  return: "您又回到我们中间，可以说话，也可以只听。",
};

const hint: Words["hint"] = {
  gathering: "说明我们到几点结束，以及这里说的话留在这里。",
  caseCall: "问问谁心里有一位病人，并忍得住等待。",
  presentation: "让人讲完。不提姓名与地点。",
  clarification: "是事实，还是已经是想法？想法留到后面。",
  discussion: "保护报告者，留在那两个人身边，容许沉默。",
  return: "报告者先说，或只是听。什么都不必说。",
  closing: "不总结，不评判。就停在这里。",
  aftercare: "再留一会儿。问问报告者是否愿意与您聊两分钟。",
  ended: "",
};

const resting: Words["resting"] = {
  sittingBack: "您退后聆听时，麦克风在休息",
  paused: "暂停期间，您的麦克风在休息",
  held: "带领者暂时让您的麦克风保持关闭",
  observing: "您作为观察者聆听，麦克风在休息",
  presentation: "讲述案例时，您的麦克风在休息",
};

const refused: Words["refused"] = {
  invalid: "没有成功，请再试一次。",
  too_large: "有点太长了，请缩短一些。",
  too_fast: "请稍等，然后再试。",
  busy: "请稍等，然后再试。",
  unavailable: "没有送达，请再试一次。",
  no_such_person: "这个人已经不在了。",
  not_in_room: "这个人现在不在圈里。",
  not_allowed: "从您的座位上无法这样做。",
  wrong_phase: "这不属于聚会的这一部分。",
  moved_on: "这一步刚刚有了变化，请再看一下。",
  not_offered: "这个案例不再提供了。",
  already_so: "已经是这样了。",
  full: "圈子已满。",
  ended: "聚会已经结束。",
};

const failed: Words["failed"] = {
  invalid: "请检查您填写的内容，再试一次。",
  not_found: "这个链接没有对应的聚会，请索取新的链接。",
  wrong_key: "这个链接已经打不开门了，请索取新的链接。",
  not_known: "请重新从门口进来。",
  not_in_room: "您现在不在圈里。",
  ended: "这次聚会已经结束。",
  full: "门口暂时没有空位，请过一会儿再试。",
  too_fast: "请稍等，然后再试。",
  too_large: "有点太长了，请缩短一些。",
  unavailable: "暂时无法到达房间，请稍后再试。",
  unreachable: "暂时无法到达房间，请检查您的网络再试。",
};

const nudge: Words["nudge"] = {
  advising: { label: "给建议", words: "也许先把建议放一放。您听的时候有什么感受？" },
  fixing: { label: "解决问题", words: "这里不需要解决什么。这两个人之间是怎样的？" },
  judging: { label: "评判", words: "请保持好奇。他们各自可能需要什么？" },
  teaching: { label: "讲课", words: "把知识先放一边。这个故事在您心里引起了什么？" },
  critiquing: { label: "批评", words: "能做的都做了。那可能是怎样的感受？" },
  interrogating: { label: "追问报告者", words: "让报告者休息。请想象答案，而不是去问。" },
  theorising: { label: "讲理论", words: "从理论回到这两个人。您眼前看到什么？" },
  patientVoice: { label: "病人的声音", words: "您愿意替病人发声吗？“我，作为病人……”" },
  doctorVoice: { label: "医生的声音", words: "您愿意替医生发声吗？“我，作为医生……”" },
  theAbsent: { label: "缺席的人", words: "这个故事里，有没有我们还没提到的人？" },
  images: { label: "一个意象", words: "您心里浮现出画面、声音或幻想吗？" },
  bothSides: { label: "两边", words: "我们在一边停了一会儿。另一边是怎样的？" },
};

const card: Words["card"] = {
  stayWithTheTwo: "留在那两个人身边",
  patientFeels: "病人有什么感受？",
  doctorFeels: "医生有什么感受？",
  momentOfSilence: "静默片刻",
  imagineNotAsk: "去想象，而不是去问",
  noAdvice: "暂时不给建议",
};

const signal: Words["signal"] = {
  needPause: {
    button: "我需要停一停",
    sent: "带领者看到您需要停一停。",
    told: (name) => `${name}需要停一停`,
  },
  comeBack: {
    button: "我想回来",
    sent: "带领者看到您想回来。",
    told: (name) => `${name}想回来`,
  },
};

const help: Words["help"] = {
  cannotHear: "我听不清",
  notHeard: "别人好像听不到我",
  noPicture: "我看不到画面",
  other: "其他",
};

const BARRED = "请在电脑的设置里，在“隐私”中允许您的浏览器使用，然后再试。";
const BUSY = "可能有别的程序在使用：请关闭其他视频通话，然后再试。";

const trouble: Words["trouble"] = {
  microphoneDenied: "您的浏览器不允许我们使用麦克风。",
  microphoneBarred: `您的电脑没有把麦克风交给浏览器。${BARRED}`,
  microphoneMissing: "没有找到麦克风。请看看是否插好，然后再试。您也可以只来聆听。",
  microphoneBusy: `我们用不了您的麦克风。${BUSY}`,
  microphoneGone: "您的麦克风不见了。请看看是否插好，然后重新打开。",
  cameraDenied: "您的浏览器不允许我们使用摄像头。",
  cameraBarred: `您的电脑没有把摄像头交给浏览器。${BARRED}`,
  cameraMissing: "没有找到摄像头。请看看是否插好并打开，然后再试。您也可以不带画面进来。",
  cameraBusy: `我们用不了您的摄像头。${BUSY}`,
  cameraGone: "您的摄像头不见了。请看看是否插好，然后重新打开。",
  unanswered: "浏览器问了您，但没有得到回答。请再试一次，并选择“允许”。",
  microphoneMuted: "您的设备已将麦克风静音，没有人能听到您。请在静音的地方重新打开：按键、耳机或系统设置。",
  cameraMuted: "您的设备目前没有画面。请看看摄像头是否被遮住，或者是否有其他程序在使用它。",
  microphoneAway: "您离开了一会儿，所以麦克风已关闭。准备好时请重新打开。",
  cameraAway: "您离开了一会儿，所以摄像头已关闭。准备好时请重新打开。",
  notYet: "还不行，请稍后再试。",
};

const allow: Words["allow"] = {
  chrome: "请点击地址左边的小图标，在那里打开摄像头和麦克风，然后再试。",
  edge: "请点击地址左边的锁，把摄像头和麦克风设为“允许”，然后再试。",
  firefox: "请点击地址左边带斜线的图标，在那里解除阻止，然后再试。",
  safari: "请在 Safari 菜单中选择“此网站的设置”，把摄像头和麦克风设为“允许”，然后再试。",
  iosSafari: "请轻点地址旁的图标，再点“网站设置”，允许摄像头和麦克风，然后再试。",
  iosOther: "请打开手机的设置，找到您的浏览器，打开摄像头和麦克风，然后再试。",
  android: "请轻点地址左边的图标，再点“权限”，允许摄像头和麦克风，然后再试。",
  androidFirefox: "请轻点地址左边的锁，在那里允许摄像头和麦克风，然后再试。",
  inApp: "这个页面是在另一个应用里打开的。请复制链接，在您常用的浏览器中打开再试。",
  other: "您可以在地址旁边允许，然后再试。",
};

const unfit: Words["unfit"] = {
  insecure: "这个地址没有受到保护，浏览器不会给我们摄像头和麦克风。请索取以 https 开头的链接。",
  inApp: "这个页面是在另一个应用里打开的，那里没有声音和画面。请复制链接，在您常用的浏览器中打开。",
  old: "这个浏览器里没有声音和画面。请用新版的 Chrome、Edge、Firefox 或 Safari 打开链接。",
};

const media: Words["media"] = {
  settled: null,
  settling: "请稍等：还不是每个麦克风都就绪。",
  degraded: "我们不能确定每个麦克风都如其所应。我们会继续尝试；也许可以暂停片刻。",
};

const step: Words["step"] = (next, { presenter }, sitsBack) => {
  const someone = presenter ?? "报告者";
  if (next.kind === "end") return "结束聚会";
  if (next.kind === "again") return "再来一个案例";
  if (next.kind === "skip") return next.to === "closing" ? "今天没有案例，进入结束" : "跳过提问";
  if (next.kind === "back") return `回到“${phase[next.to]}”`;
  switch (next.to) {
    case "caseCall":
      return "询问谁有案例";
    case "clarification":
      return `进入向${someone}提问`;
    case "discussion":
      return sitsBack ? `请${someone}退后聆听` : "进入小组工作";
    case "return":
      return `请${someone}回来`;
    case "closing":
      return "进入结束";
    case "aftercare":
      return "进入余韵";
    case "gathering":
    case "presentation":
    case "ended":
      return `进入“${phase[next.to]}”`;
  }
};

/** Chinese has one form for every count. */
function minutes(count: number): string {
  return `${count} 分钟`;
}

const clock = clockFrom({
  open: (passed) => `${minutes(passed)}，不限时`,
  within: (passed, of) => `约 ${minutes(of)}中的 ${passed} 分钟`,
  over: (of, well) => `${well ? "已" : "略"}超过 ${minutes(of)}`,
});

const lead: Words["lead"] = {
  leader: () => "带领者又回到我们中间。",
  nobody: () => "现在没有带领者。圈子还在。如果不久没有人回来，我们就暂停。",
  unattended: () => "没有带领者在场，我们暂停，直到有人回来。",
  deputy: (chair) => `${chair ?? "有人"}代为守着位置，直到带领者回来。`,
};

const pausedLine: Words["pausedLine"] = (itself, who, leading, chair) => {
  if (!itself) return "所有麦克风都已关闭。圈子还在。";
  if (who === "deputy") return `${chair ?? "有人"}代为守着位置。我们很快继续。`;
  if (who !== "leader") return "没有带领者在场。所有麦克风关闭，直到有人回来。";
  return leading ? "没有带领者时，房间自己暂停了。什么都没有丢。" : "带领者回来了。我们很快继续。";
};

const deputy: Words["deputy"] = {
  named: "带领者请您在他们掉线时代为守着位置。",
  noMore: "您不再代带领者守着位置。",
  offer: "带领者请您在他们不在时守着位置。",
  take: "守着位置",
};

const toYou: Words["toYou"] = {
  nudgeTitle: "一句悄悄话，只给您",
  mute: "带领者关闭了您的麦克风。您准备好时可以再打开。",
  ask: "带领者请您关闭麦克风。",
  askButton: "关闭我的麦克风",
  dismiss: "谢谢",
};

const offer: Words["offer"] = {
  mine: "我有一个案例",
  takeBack: "我收回",
  offered: "带领者看到您有一个案例。",
};

const helpFrom: Words["console"]["helpFrom"] = (name, topic) => `${name}：${help[topic]}`;

const forbidden: Words["console"]["forbidden"] = (name) => `${name}的设备传来异常内容，没有被转发。`;

const weakLine: Words["weakLine"] = {
  incoming: {
    full: null,
    small: "您的网络较弱。画面变慢，让声音保持清晰。",
    few: "您的网络较弱。只显示部分画面，让声音保持清晰。",
    none: "画面在休息，让声音保持清晰。它们会自己回来。",
  },
  outgoing: {
    full: null,
    small: "您的画面缩小发送，让您的声音保持清晰。",
    none: "您的画面在休息，让您的声音保持清晰。它会自己回来。",
  },
  soundOnly: "您选择了只有声音。",
  pictures: "显示画面",
};

const change: Words["change"] = (of, snapshot, names) => {
  switch (of.what) {
    case "phase":
      if (snapshot.you.sittingBack) return "小组工作。请退后聆听。小组会叫您回来。";
      return `${sentence(phase[snapshot.phase], "。")}${
        (snapshot.you.presents ? centreToYou[snapshot.phase] : undefined) ??
        centre(snapshot.phase, names, snapshot.frame === "classic")
      }`;
    case "debrief":
      return `${sentence(chinese.debrief.title, "。")}${chinese.debrief.line(of.leaders)}`;
    case "paused":
      return of.paused ? "我们暂停。所有麦克风都已关闭。" : "我们继续。";
    case "lead":
      return lead[of.lead](of.chair);
    case "deputy":
      return of.yes ? deputy.named : deputy.noMore;
    case "microphone":
      return snapshot.you.reason === "open" ? "您可以打开麦克风了。" : `${resting[snapshot.you.reason]}。`;
    case "came":
      return `${of.name}来了。`;
    case "gone":
      return `${of.name}离开了。`;
    case "lost":
      return `${of.name}掉线了。我们保留椅子。`;
    case "back":
      return `${of.name}回来了。`;
    case "card":
      return sentence(`给整个圈子：${card[of.card]}`, "。");
    case "word":
      if (of.kind === "nudge") return of.nudge === null ? "" : `${toYou.nudgeTitle}：${nudge[of.nudge].words}`;
      return of.kind === "ask" ? toYou.ask : toYou.mute;
    case "signal":
      return of.signal === null ? "带领者已留意到您的示意。" : signal[of.signal].sent;
    case "offered":
      return of.yes ? offer.offered : "您的案例不再提供。";
    case "offers":
      return `${of.name}提供一个案例。`;
    case "knocks":
      return `${of.name}在门口。`;
    case "needs":
      if (of.whisper.kind === "signal") return `${signal[of.whisper.signal].told(of.name)}。`;
      if (of.whisper.kind === "forbiddenTrack") return forbidden(of.name);
      return `${sentence(helpFrom(of.name, of.whisper.topic), "。")}${of.whisper.text}`.trim();
    case "held":
      return of.held ? `${of.name}的麦克风保持关闭。` : `${of.name}可以再打开麦克风。`;
    case "nudged":
      return `给${of.name}的悄悄话：${nudge[of.nudge].label}。`;
    case "leaders":
      return `${of.name}写道：${of.text}`;
    case "unsure":
      return media.degraded ?? "";
    case "line":
      return of.lost ? "您的连接中断了。我们保留您的椅子。" : "您的连接恢复了。";
    case "link":
      return of.lost ? "声音和画面正在恢复。" : "声音和画面恢复了。";
    case "pictures":
      if (of.whose === "own") return of.rest ? weakLine.outgoing.none : "您的画面又能看到了。";
      return of.rest ? weakLine.incoming.none : "画面回来了。";
    case "refused":
      return refused[of.code];
  }
};

export const chinese: Words = {
  app: "巴林特房间",
  centreToYou,
  hint,
  keys: {
    title: "按键",
    button: "按键",
    open: "显示按键",
    lead: "房间里的一切也可以用 Tab 和方向键到达，用回车按下。",
    alone: "单独按 ? 打开这张卡片",
    what: {
      someone: "有人进来了：立刻关闭一切，写字时也一样",
      microphone: "打开或关闭麦克风",
      camera: "打开或关闭摄像头",
      where: "说说我们在哪一步",
      keys: "这些按键",
      tell: "告诉带领者",
      sign: "无声示意：我需要停一停",
      next: "下一步",
      pause: "暂停与继续",
      door: "去看门口的人",
      people: "去看大家",
      cards: "给整个圈子一句话",
      between: "写给同伴带领者",
    },
  },
  language: "语言",
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
  visibility: { visible: "所有人", veiled: "只有带领者", cameraOff: "没有人" },
  help,
  frame: { sixty: "60 分钟", ninety: "90 分钟", classic: "90 分钟，经典（没有人退后）" },
  trouble,
  allow,
  unfit,
  media,
  close: "关闭",
  cancel: "取消",
  done: "好了",
  tryAgain: "再试一次",
  oneMoment: "请稍等",
  copyLink: "复制链接",
  copied: "已复制",

  circle: {
    label: "圈子",
    you: "您",
    leader: "带领者",
    presents: "带来案例",
    presentsShort: "报告者",
    sittingBack: "退后聆听",
    observer: "观察者",
    lost: "掉线",
    holdsChair: "守着位置",
    deputy: "代理",
    keepChair: "保留椅子",
    keepChairShort: "保留椅子",
    unsteady: "网络不稳",
    unsteadyShort: "网络不稳",
    unheard: "暂时没有声音",
    unheardShort: "没有声音",
    muted: "被设备静音",
    mutedShort: "静音",
    yourChair: "您的椅子",
    gapOf: (name) => `${name}的椅子`,
    pictureHeld: "画面停住",
    pictureRests: "只有声音",
    hideSelf: "不看自己的画面",
    hideSelfHint: "不看自己的画面。别人仍然看得到您。",
    showSelfHint: "重新看到自己的画面",
    seenByOthers: "别人看得到您",
    seenByOthersShort: "可见",
    outerRing: "您坐在外圈聆听。",
    outerRingHeard: "带领者邀请您从外圈说话。",
    seat: (name, parts) => (parts.length === 0 ? name : `${name}，${parts.join("，")}`),
    speaking: "正在说话",
  },

  debrief: {
    title: "你们之间",
    line: (leaders) => (leaders > 1 ? "成员们已经离开。你们需要聊多久都可以。" : "其他人都已离开。请慢慢来。"),
    hint: (leaders) =>
      leaders > 1 ? "报告者在圈中感受如何？你们两人之间又如何？" : "报告者在圈中感受如何？您自己又如何？",
  },
  pausedTitle: "我们暂停",
  pausedLine,
  lead,
  deputy,
  presenterLost: (name) => `${name}掉线了。椅子还在，我们等一等。`,
  backTitle: "请退后聆听",
  backLine: "圈子正在处理您的案例，会叫您回来。",

  bar: {
    label: "您的麦克风和摄像头",
    microphone: { open: "麦克风已开", muted: "被设备静音", opening: "正在打开麦克风……", closed: "麦克风已关" },
    camera: {
      on: "摄像头已开",
      muted: "被设备停止",
      opening: "正在打开摄像头……",
      off: "摄像头已关",
      resting: "您的摄像头在休息",
    },
    someone: "有人进来了",
    someoneHint: "立刻关闭麦克风和摄像头，并让房间静音。按键：Alt 和 X",
    tell: "告诉带领者",
    leave: "离开",
  },
  alone: {
    title: "您的房间已关上",
    line: "麦克风和摄像头已关，您听不到也看不到任何人。请慢慢来。",
    again: "我又独自一人了",
  },
  sound: { blocked: "浏览器等您点击一下才播放声音。", start: "打开声音" },
  link: {
    reconnecting: "声音和画面正在恢复……",
    lost: "声音和画面停了。",
    wire: "您的连接中断了。我们保留您的椅子。",
    soon: "请稍等，房间马上回来。",
    both: "您的连接中断了，声音和画面也是。我们保留您的椅子。",
  },

  weakLine,
  soundAndPicture: {
    title: "声音和画面",
    soundOnly: "只有声音",
    blur: "模糊我身后的背景",
    blurNote: "只处理您自己的画面，在发送之前完成，会占用这台设备一些性能。",
    clearVoice: "减少我说话时的杂音",
    clearVoiceNote: "风扇、键盘和街道的声音会在您的声音发送之前变轻。",
    extra: {
      off: null,
      on: null,
      starting: "请稍候……",
      tooSlow: "这台设备跟不上，所以它已自动关闭。",
      failed: "在这台设备上无法使用，已关闭。",
    },
    soundOnlyNote: "您看不到别人的画面。名字和椅子还在。",
    incoming: {
      full: "适合较弱的网络，或让眼睛休息。名字和椅子还在。",
      small: "您的网络较弱：画面现在变慢，让声音保持清晰。",
      few: "您的网络较弱：现在只显示部分画面，让声音保持清晰。",
      none: "您的网络较弱：画面现在休息，让声音保持清晰。",
    },
  },

  toYou,

  back: {
    signs: "无声示意，只给带领者",
    seen: "谁看得到您",
    keepCameraOff: "您的摄像头保持关闭，直到您打开。",
  },

  offer,

  tell: {
    title: "告诉带领者",
    lead: "只有带领者看得到。",
    topic: "是什么事？",
    text: "愿意的话，写几个字",
    send: "发送",
    sent: "带领者知道了。",
  },
  leaving: { title: "离开圈子？", line: "您可以用同一个链接回来。", yes: "离开", no: "留下" },

  console: {
    label: "给带领者",
    more: "更多带领者选项",
    less: "回到圈子",
    cases: "提供的案例",
    noCases: "还没有人提供案例。",
    caseOf: (name) => `${name}的案例`,
    extend: "再加 5 分钟",
    back: (to) => `← ${to}`,
    pause: "暂停",
    resume: "一起继续",
    end: "结束聚会",
    endTitle: "为所有人结束聚会？",
    endLine: "所有人都会离开圈子，无法撤销。",
    endYes: "结束聚会",
    endNo: "先不",
    door: "在门口",
    admit: "请进",
    admitName: (name) => `请${name}进来`,
    notNow: "暂不",
    notNowName: (name) => `暂不请${name}进来`,
    knocks: (role, again, here) =>
      `${role === "observer" ? "作为观察者" : "作为成员"}${again ? "，来过" : ""}${here ? "" : "，现在不在门口"}`,
    noChair: "没有空椅子",
    notNowAll: (count) => `暂不请这${count}位进来`,
    full: (outer) => (outer ? "外圈已满。" : "圈子已满。"),
    emptyChairs: (names) =>
      names.length > SOME ? `有${names.length}把椅子已有一阵没人回来。` : `${list(names)}的椅子已有一阵没人回来。`,
    freeChairs: (count) => (count === 1 ? "空出椅子" : `空出${count}把椅子`),
    freeChairHint: "若还是回来，要再敲门",
    ago: (count) => (count === 0 ? "刚刚" : `${minutes(count)}前`),
    likeInCircle: (name, role, chair) =>
      `与圈子里的${name}相似：${role === "leader" ? "带领者" : role === "observer" ? "观察者" : "成员"}，${chair} 号座位。`,
    likeAtDoor: (name, role, ago) =>
      `与门口的${name}相似：${role === "observer" ? "作为观察者" : "作为成员"}，${ago}。`,
    saysLeader: (word) => `名字里有“${word}”，但带领者不在这里等候。`,
    step: "下一步",
    cards: "给整个圈子一句话",
    cardShown: (text) => `圈子读到：${text}`,
    people: "大家",
    toOne: "别人看不到",
    word: (label) => `已请：${label}`,
    quiet: "标出还没说话的人",
    quietHint: "只在您的屏幕上，只在这一部分，从不保存。",
    notSpoken: "还没说话",
    notSpokenSince: "您来之后还没说话",
    nobody: "还没有别人。",
    health: { good: "网络良好", poor: "网络较弱", lost: "掉线" },
    lostFor: (count) => `掉线 ${minutes(count)}`,
    held: "麦克风保持关闭",
    actions: (name) => `对${name}`,
    microphone: "麦克风",
    ask: "请其关闭",
    mute: "关闭一次",
    hold: "保持关闭",
    release: "交还",
    hear: "让其说话",
    unhear: "回到聆听",
    deputy: "指定为代理",
    deputyHint: "没有带领者在场时守着位置",
    noDeputy: "不再是代理",
    nudges: "一句悄悄话",
    redirects: "引导",
    invitations: "邀请",
    stepOut: "请其离场",
    stepOutTitle: (name) => `请${name}离场？`,
    stepOutLine: (name, presents) => (presents ? `${name}离开圈子，案例就此结束。` : `${name}离开圈子，可以再敲门。`),
    stepOutYes: "请其离场",
    between: "带领者之间",
    say: "写给同伴带领者",
    send: "发送",
    needs: "有人需要您",
    helpFrom,
    forbidden,
    presenterLost: (name, count) => `${name}掉线了${count > 0 ? `，已 ${minutes(count)}` : ""}。`,
    presenterLostHint: (sittingBack) =>
      sittingBack
        ? "继续、等待或暂停，由您决定。后排的椅子还在，回来时仍然安静。"
        : "继续、等待或暂停，由您决定。椅子还在。",
    coLost: (name) => `${name}掉线了。您独自带领；其他都没有变。`,
    somebody: "有人",
    co: "您的同伴带领者",
  },

  nameFault: {
    letters: "请写一个大家都能读出的名字，至少有一个文字。",
    long: (most) => `请不要超过 ${most} 个字。`,
    unseen: (after) => `${after === "" ? "名字开头有一个看不见的符号" : `“${after}”后面有一个看不见的符号`}，请去掉。`,
    unshown: (after) =>
      `${after === "" ? "名字开头有一个屏幕无法显示的符号" : `“${after}”后面有一个屏幕无法显示的符号`}，请去掉。`,
    marks: (on) => (on === "" ? "有一个附加符号没有文字。" : `“${on}”上的附加符号太多，无法辨认。`),
    takeOut: "去掉",
  },

  door: {
    leadLeader: "您带领这次聚会。",
    leadGuest: "您受到邀请。进来用不了一分钟。",
    name: "您的名字，圈子所认识的",
    as: "您来",
    member: "作为成员",
    observer: "作为观察者",
    agreement: "我们彼此承诺",
    promises: [
      "我独自在一个没有人能听到的房间，戴着耳机。",
      "没有录音录像、拍照，也没有机器记录。",
      "这里说的话留在这里。不说病人的名字。",
      "如果有人进来，我会说出来，或关闭麦克风和摄像头。",
    ],
    agree: "我承诺",
    agreeFirst: "请先阅读并勾选承诺。",
    goOn: "继续",
    back: "返回",
    welcome: (name) => `欢迎，${name}`,
    checkGuest: "看一看、听一听是否一切正常，然后敲门。带领者会请您进来。",
    checkLeader: "看一看、听一听是否一切正常，然后进去。",
    knock: "敲门",
    goIn: "进去",

    camera: "摄像头",
    tryCamera: "试试我的摄像头",
    stopCamera: "不带画面进来",
    cameraOff: "您不带画面进来。",
    mirror: "您自己的画面",

    microphone: "麦克风",
    tryMicrophone: "试试我的麦克风",
    stopMicrophone: "停止试用",
    level: "我们听到您的音量",
    hearYou: "我们听到您",
    speakNow: "请说点什么",
    microphoneOpen: "带着打开的麦克风进来",
    microphoneNote: "您的麦克风保持关闭，直到您打开。",

    speaker: "扬声器",
    playSound: "播放一个轻柔的声音",
    didYouHear: "您听到了吗？",
    heard: "听到了",
    notHeard: "没有",
    youHear: "您会听到别人。",
    soundMend: "请调大音量，看看耳机是否插好，然后再播放一次。",
  },

  line: {
    trying: "正在试您的网络……",
    again: "再试一次网络",
    good: "您的网络很好。",
    fair: "您的网络足够传声音。画面有时可能会停住。",
    weak: "您的网络较弱。请靠近无线路由器或使用网线；或不带画面进来。",
    lossy: "您的网络途中丢失一部分声音。请靠近无线路由器或使用网线。",
    detour: "您的网络只让声音和画面绕路通过。可以用，也许没那么清晰。",
    noMedia: "您的网络阻止声音和画面。请把下面这行发给信息部门，或使用手机热点。",
    noWire: "您的网络阻止通往聚会的路。请把下面这行发给信息部门，或使用手机热点。",
    unknown: "现在无法试您的网络。您仍然可以进来。",
    forIt: (host, ports) => `为了 ${host} 上的聚会，请从我们的网络放行：${list(ports)}。`,
    wire: (host, port) => `到 ${host} 的安全 WebSocket，TCP 端口 ${port}`,
    media: (address, protocol, port) => `到 ${address} 的媒体，${protocol} 端口 ${port}`,
    copy: "复制给信息部门",
  },
  waiting: {
    title: (name) => `您已敲门，${name}`,
    leaders: (names) => `${list(names)}会请您进来。`,
    nobody: "带领者还没有到。请稍候，他们来了就开门。",
    full: "现在没有空椅子。请稍候，有了就请您进来。",
    again: "您不在时，椅子没有留着。带领者看到您回来了。",
    check: "再看看摄像头和麦克风",
  },
  removed: {
    title: "带领者请您暂时留在外面",
    line: "如果您想进来，可以再敲门。",
    knock: "再敲门",
  },
  ended: {
    title: "聚会已经结束",
    line: "感谢您的到来。所说的一切都没有被保存。请对自己温柔片刻。",
  },
  alreadyIn: {
    title: (name) => `在这个浏览器里，您已经在这里了：${name}`,
    line: {
      guest: "您打开的是邀请链接。您可以回到自己的位置，也可以再以来宾身份进来试一试。",
      leader: "您打开的是带领者的链接。您可以回到自己的位置，也可以再以带领者身份进来。",
    },
    back: "回到我的位置",
    asWell: { guest: "也以来宾身份进来", leader: "也以带领者身份进来" },
  },
  blocked: {
    title: "从这里无法到达聚会",
    media: "声音和画面无法通过这个网络。",
    help: "怎么办",
  },
  elsewhere: {
    title: "您已在别处继续",
    line: "您在聚会中的位置现在在另一台设备或另一个窗口上。要在这里继续吗？",
  },
  noCookies: {
    title: "这个浏览器记不住您",
    line: (host) =>
      `它不保存 Cookie，您一敲门，房间就会忘记您。请在浏览器设置的隐私部分允许 ${host} 使用 Cookie，然后再试一次；或换一个浏览器打开链接。房间只记住您在这次聚会中是谁。`,
  },
  replaced: {
    title: "您在另一个屏幕上",
    line: "聚会在那里继续。您可以把它带回这里。",
    here: "在这里继续",
  },
  left: {
    title: "您已离开",
    line: "聚会期间您可以回来。那时若没有空椅子，请在门口等候。",
    back: "回来",
  },
  outdated: {
    title: "这个页面已经旧了",
    line: "请重新加载，然后就可以继续。",
    reload: "重新加载",
  },
  noLink: {
    title: "欢迎",
    line: "这是一个供巴林特小组使用的安静房间。要进来，请打开您收到的链接。",
    nowhere: "这里没有内容",
    nowhereLine: "这个地址没有对应的聚会，也许它在途中缺了一段。请再次打开您收到的消息中的链接。",
    back: "回到首页",
    cut: "这个链接在途中缺了末尾。请在您收到的消息中打开它，或完整复制到最后一个字符。",
  },

  organise: {
    title: "您的聚会",
    lead: "建立一个聚会，然后给每位带领者发带领者链接，给其他人发邀请。",
    make: "新的聚会",
    name: "名称",
    frame: "多长时间",
    leaders: "带领者",
    one: "一位带领者",
    two: "两位带领者",
    create: "建立聚会",
    none: "还没有聚会。",
    leaderLink: (index, of) => (of === 1 ? "带领者的链接" : `带领者 ${index} 的链接`),
    invitation: "给其他所有人的邀请",
    copy: "复制",
    copyName: (what, meeting) => `为${meeting}复制${what}`,
    copied: "已复制",
    endedOn: "已结束",
    made: (date) => `建立于${date}`,
    noKey: "请打开您收到的组织者链接。",
  },
};
