/** Which browser this is, as far as the way to its permissions differs. Pure; knows no words. */
export type BrowserKind =
  | "chrome"
  | "edge"
  | "firefox"
  | "safari"
  | "iosSafari"
  | "iosOther"
  | "android"
  | "androidFirefox"
  | "inApp"
  | "other";

export type Agent = { readonly userAgent: string; readonly maxTouchPoints: number };

/** The windows that messengers and mail programs open a link in. */
const IN_APP = /FBAN|FBAV|FB_IAB|Instagram|MicroMessenger|WhatsApp|Snapchat|LinkedInApp|Line\/|GSA\/|; wv\)/;

export function browserOf({ userAgent, maxTouchPoints }: Agent): BrowserKind {
  if (IN_APP.test(userAgent)) return "inApp";
  // An iPad says that it is a Mac; no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) {
    if (/CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo/.test(userAgent)) return "iosOther";
    return /Safari\//.test(userAgent) ? "iosSafari" : "inApp";
  }
  if (/Android/.test(userAgent)) {
    if (/Firefox\//.test(userAgent)) return "androidFirefox";
    return /Chrome\//.test(userAgent) ? "android" : "other";
  }
  if (/Edg\//.test(userAgent)) return "edge";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Chrome\/|Chromium\//.test(userAgent)) return "chrome";
  return /Safari\//.test(userAgent) ? "safari" : "other";
}

/** Why sound and picture cannot work here at all; `null` = they can. */
export type Unfit = "insecure" | "inApp" | "old";

export function unfit(): Unfit | null {
  if (!window.isSecureContext) return "insecure";
  const capable = typeof RTCPeerConnection === "function" && navigator.mediaDevices?.getUserMedia !== undefined;
  if (capable) return null;
  return browserOf(navigator) === "inApp" ? "inApp" : "old";
}
