/**
 * What stands before and behind a name without being part of it, in the languages that the room speaks, and whether a
 * name has its family first. Pure tables and their questions; knows no circle and no screen.
 */

const words = (list: string) => new Set(list.split(/\s+/).filter((word) => word !== ""));

/** Titles and ways of address, as they stand alone. Small letters, without stops and brackets. */
const TITLES = words(`
  dr prof pd doz professor doctor mr mrs ms miss mx sir dame rev
  doktor dres professorin oberarzt oberärztin chefarzt chefärztin frau herr univ priv dipl
  dra dre drs profa profª doctora doctoras profesor profesora sr sra srta señor señora doña dña
  docteur docteure professeur professeure pr pre mme mlle mlles madame monsieur
  doutor doutora professora senhor senhora srª drª
  özv ifj
`);

/** Short for a title, and a name otherwise, as in "M. Dupont" and "Mag. Huber". */
const WITH_STOP = words("m fr hr mag prim ao apl lic lda ldo mtra mtro ing id d dª psic enf");

/** Of what, behind a title: "Dr. med.", "Dipl.-Psych.", "Dr.in", "Prof.ª". */
const OF_WHAT = words("med méd phil habil dent hc mult doz psych univ prof in a ª º ssa");
const OF_WHAT_WITH_STOP = words("rer nat jur iur theol soz psych em sc pol vet h c mult hum biol oec");

/** Behind a name, also without a comma. */
const BEHIND = words(
  "md phd msc bsc ma ba jr dr mbbs mrcpsych mrcgp frcpsych frcgp frcp facp rn lcsw psyd dphil dphd fmh",
);

/** Behind Chinese names, longest first where one ends with another. */
const CHINESE =
  /(?:副?主任医师|主治医师|心理咨询师|咨询师|治疗师|医师|醫師|医生|醫生|大夫|副教授|教授|主任|院长|博士|老师|老師|先生|女士|小姐|护士长|护士)$/u;
/** Written without a space between family and given name, or with one, and never cut. */
const IS_WHOLE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー・·•\s]+$/u;

/** The commonest of those that are no family's name elsewhere. Whoever writes them behind writes the family before. */
const HUNGARIAN = words(`
  ágnes alexandra anett anikó anita anna annamária aranka beáta bernadett bettina boglárka borbála brigitta csilla
  diána dóra dorina dorottya edina edit elvira emese emma emőke enikő erika erzsébet eszter éva evelin fanni ferencné
  flóra gizella gyöngyi hajnalka hanna henrietta ibolya ildikó ilona irén irma izabella jolán judit júlia julianna kamilla
  karolina katalin kinga kitti klára klaudia krisztina laura lilla lívia luca magdolna margit mária mariann marianna
  márta melinda mónika nikolett nóra noémi olívia orsolya petra piroska rebeka réka renáta rita rozália sára szilvia
  szabina tímea tünde valéria vera veronika viktória virág vivien zita zsófia zsuzsa zsuzsanna
  ádám ákos andrás antal áron árpád attila balázs béla bence botond csaba dániel dávid dezső dénes endre ernő ferenc
  gábor géza györgy gyula imre istván iván jános jenő józsef kálmán károly kornél kristóf krisztián lajos lászló
  levente lóránt marcell márk márton mátyás mihály miklós milán nándor norbert ottó pál péter richárd róbert roland
  sándor szabolcs szilárd tamás tibor vilmos zalán zoltán zsolt zsombor
`);

function partsOf(token: string): string[] {
  return token
    .toLowerCase()
    .split(/[.\-–/]+/u)
    .map((part) => part.replace(/[()]/gu, ""))
    .filter((part) => part !== "");
}

/** @param after a title stands before it */
function isTitle(token: string, after: boolean): boolean {
  const parts = partsOf(token);
  const stop = token.includes(".");
  const alone = (part: string) => TITLES.has(part) || (stop && WITH_STOP.has(part));
  const follows = (part: string) => alone(part) || OF_WHAT.has(part) || (stop && OF_WHAT_WITH_STOP.has(part));
  const [first, ...others] = parts;
  return first !== undefined && (after ? follows(first) : alone(first)) && others.every(follows);
}

function isBehind(token: string): boolean {
  const joined = partsOf(token).join("");
  return BEHIND.has(joined) || isTitle(token, true);
}

export type Bare = {
  /** What is left of the name, at least a word. */
  readonly words: readonly string[];
  readonly familyFirst: boolean;
};

/** "Anna (she/her)", and whatever has no letter in it, as long as a name is left. */
function withoutAsides(name: string): string {
  const outside = name.replace(/(^|\s)[([（][^)\]）]*[)\]）]/gu, " ");
  const lettered = outside.split(/\s+/u).filter((word) => /\p{L}|^[,，]$/u.test(word));
  return lettered.some((word) => /\p{L}/u.test(word)) ? lettered.join(" ") : name;
}

/** A name without what is no part of it. */
export function bareOf(name: string): Bare {
  if (IS_WHOLE.test(name)) return { words: [withoutChineseTitle(name)], familyFirst: false };
  const pieces = withoutAsides(name)
    .trim()
    .split(/\s*[,，]\s*/u)
    .map((piece) => piece.split(/\s+/u).filter((word) => word !== ""))
    .filter((piece) => piece.length > 0);
  // "Anna Keller, MD, FRCGP"
  while (pieces.length > 1 && pieces.at(-1)?.every((word) => isBehind(word) || /^[\p{Lu}.]{2,8}$/u.test(word)) === true)
    pieces.pop();
  // "Keller, Anna" is told apart from what stands there; nobody is called by three such pieces.
  const turned = pieces.length === 2 ? [...(pieces[1] ?? []), ...(pieces[0] ?? [])] : pieces.flat();
  const [first] = turned;
  let titled = false;
  let from = 0;
  while (from < turned.length - 1 && isTitle(turned[from] ?? "", titled)) {
    titled = true;
    from += 1;
  }
  let to = turned.length;
  while (to > from + 1 && isBehind(turned[to - 1] ?? "")) to -= 1;
  const left = turned.slice(from, to);
  const tail = turned.slice(to).some((word) => /^dr\.?$/u.test(word));
  const small = first !== undefined && from > 0 && /^\p{Ll}/u.test(first);
  return { words: left, familyFirst: pieces.length !== 2 && isFamilyFirst(left, small || tail) };
}

/** @param hungarian a title is written as in Hungarian */
function isFamilyFirst(left: readonly string[], hungarian: boolean): boolean {
  const [first, last] = [left[0]?.toLowerCase() ?? "", left.at(-1)?.toLowerCase() ?? ""];
  if (left.length < 2 || HUNGARIAN.has(first)) return false;
  return hungarian || HUNGARIAN.has(last) || (last.length > 4 && last.endsWith("né"));
}

/** Of a name with its family first: where the given names begin. */
export function givenFrom(left: readonly string[]): number {
  let at = left.length - 1;
  while (at > 1 && HUNGARIAN.has(left[at - 1]?.toLowerCase() ?? "")) at -= 1;
  return at;
}

/** Without the title, as long as more than the family's name is left. */
function withoutChineseTitle(name: string): string {
  const shorter = name.replace(CHINESE, "").trim();
  return shorter === name || shorter.length < 2 ? name : withoutChineseTitle(shorter);
}
