/**
 * What a browser is given that asks for a page: the client for every address, with 404 where it leads to nothing, and a
 * few plain words where there is no client to say them. Programs that ask get JSON. Knows no session and no key.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { readLink } from "@balint/shared/link";
import type { RestError } from "@balint/shared/rest";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Asked for by programs alone. */
const NO_PAGES = /^\/+(?:api|sfu|live|webhooks)(?:\/|$)/;

const FILE = /^(?:\/[\w~-][\w.~-]*)+$/;
const NOWHERE = "/nowhere";

const ONE_MOMENT: Record<string, string> = {
  en: "One moment, please. Then load this page again.",
  de: "Einen Augenblick bitte. Laden Sie diese Seite dann noch einmal.",
  fr: "Un instant, s’il vous plaît. Rechargez ensuite cette page.",
  es: "Un momento, por favor. Después, vuelva a cargar esta página.",
  pt: "Um momento, por favor. Depois, recarregue esta página.",
  hu: "Egy pillanat türelmet kérünk. Utána töltse be újra ezt az oldalt.",
  zh: "请稍候，然后重新加载本页。",
};

/** Somebody looks at it, and not a program. */
export function isForEyes({ method, headers, url }: FastifyRequest): boolean {
  if ((method !== "GET" && method !== "HEAD") || NO_PAGES.test(url)) return false;
  return headers["sec-fetch-dest"] === "document" || (headers.accept ?? "").includes("text/html");
}

/** Instead of JSON, where the client cannot be sent either. */
export function plainWords({ headers }: FastifyRequest): string {
  const wanted = (headers["accept-language"] ?? "").split(",").map((tag) => tag.trim().slice(0, 2).toLowerCase());
  const language = wanted.find((tag) => Object.hasOwn(ONE_MOMENT, tag)) ?? "en";
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Balint</title><body style="font: 1.2rem/1.6 sans-serif; max-width: 32rem; margin: 20vh auto; padding: 1rem">
<p>${ONE_MOMENT[language]}</p>`;
}

/**
 * What is asked for, by whatever address. A link of ours may have been written in many ways, with its key in the path: the
 * page alone reads that, and here it goes no further. What no file is called is one name, whatever it tries.
 */
export function pathOf(url: string): string {
  const [pathname = "", search] = url.split("?");
  if (NO_PAGES.test(pathname)) return url;
  const place = readLink({ pathname, ...(search === undefined ? {} : { search }) });
  if (place.at !== "nowhere") return "/";
  return FILE.test(pathname) ? url : NOWHERE;
}

export async function addSite(http: FastifyInstance, clientDir: string): Promise<void> {
  const missing = (reply: FastifyReply) => reply.code(404).send({ error: "not_found" satisfies RestError });
  const page = join(clientDir, "index.html");
  if (!existsSync(page)) return void http.setNotFoundHandler((_request, reply) => missing(reply));
  await http.register(fastifyStatic, {
    root: clientDir,
    // Where a file lies beside it already compressed, that is sent.
    preCompressed: true,
    // Built files carry a hash of their content in their names; the page itself must always be asked for.
    setHeaders(reply, path) {
      reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  http.setNotFoundHandler(async (request, reply) =>
    isForEyes(request)
      ? reply
          .code(404)
          .type("text/html; charset=utf-8")
          .send(await readFile(page))
      : missing(reply),
  );
}
