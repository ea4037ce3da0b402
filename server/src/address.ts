/**
 * Addresses as operators write them, in the one form in which browsers send them; or, where it cannot be known what
 * is meant, half a sentence that says why. Pure; knows no setting by name.
 */
import { isIPv4, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";

export type Written = { readonly ok: true; readonly is: string } | { readonly ok: false; readonly why: string };

const is = (text: string): Written => ({ ok: true, is: text });
const no = (why: string): Written => ({ ok: false, why });

const NOWHERE = new Set(["0.0.0.0", "::", "0:0:0:0:0:0:0:0"]);
const isNowhere = (host: string) => NOWHERE.has(bare(host));

/** Without the brackets that an IPv6 address has in links. */
function bare(host: string): string {
  const within = /^\[(.*)\]$/.exec(host)?.[1];
  return within !== undefined && isIPv6(within) ? within : host;
}

/** `null`: no host that anybody could ask for. What is done to it is what a browser does: small letters, `xn--`. */
function hostOf(written: string): string | null {
  if (isIPv6(bare(written))) return written;
  const host = domainToASCII(written).replace(/\.$/, "");
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host) ? host : null;
}

/** Scheme, host and port, and nothing else: what a browser sends as `Origin`. */
export function originFrom(written: string, example: string): Written {
  if (!/^https?:\/\//i.test(written)) return no(`write it in full, like ${example}`);
  if (/\s/.test(written) || !URL.canParse(written)) return no(`write an address like ${example}`);
  const url = new URL(written);
  if (url.username !== "" || url.password !== "") return no("leave out the name and the password before @");
  if (url.pathname !== "/") return no(`leave out ${url.pathname}: it must be a name of its own, without a path`);
  if (url.search !== "" || url.hash !== "") return no("leave out what follows ? or #");
  if (url.port === "0") return no("no browser comes to port 0");
  const host = hostOf(url.hostname);
  if (host === null) return no(`${url.hostname} is no name that browsers could ask for`);
  if (isNowhere(host)) return no(`${host} is where to listen, and no address to come to`);
  return is(`${url.protocol}//${host}${url.port === "" ? "" : `:${url.port}`}`);
}

/** A name, without scheme, port or path. */
export function domainFrom(written: string): Written {
  const host = hostOf(written);
  return host !== null && host.includes(".") ? is(host) : no("write a name like turn.example.org");
}

/** An address in digits that others come to. */
export function ipFrom(written: string): Written {
  const ip = bare(written).toLowerCase();
  if (!isIPv4(ip) && !isIPv6(ip)) return no("write an address in digits, like 203.0.113.5, without a port");
  return isNowhere(ip) ? no(`${ip} stands for every address; name the one that browsers come to`) : is(ip);
}

/** Where to listen. */
export function listenFrom(written: string): Written {
  const ip = bare(written).toLowerCase();
  const host = isIPv6(ip) ? ip : hostOf(written);
  return host === null ? no("write an address like 127.0.0.1, without a port") : is(host);
}

/** Whether a browser's `Origin` is the place that this `Host` names; a proxy may have added the port that browsers leave out. */
export function isSamePlace(origin: string, host: string | undefined): boolean {
  if (host === undefined || /[/\\@?#]/.test(host)) return false;
  return ["http", "https"].some((scheme) => {
    const asked = `${scheme}://${host}`;
    return URL.canParse(asked) && new URL(asked).origin === origin;
  });
}
