/**
 * One person at a real browser: comes in by the door and clicks what is on the screen, by its accessible name.
 * Knows the words of the client and the data attributes its screens promise to tests; nothing of the server.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { words } from "../../client/src/words/words.ts";
import type { Phase } from "@balint/shared/session/model";
import type { Running, TestSession } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { watchPackets } from "../support/packets.ts";
import { rememberSockets } from "./raw-signal.ts";

const SEEN_WITHIN_MS = 20_000;

export type Coming = {
  readonly running: Running;
  readonly session: TestSession;
  readonly key: string;
  readonly name: string;
  readonly as?: "member" | "observer";
  readonly microphone?: boolean;
  readonly camera?: boolean;
  readonly viewport?: { width: number; height: number };
  /** A phone, a dark screen. */
  readonly device?: BrowserContextOptions;
  /** Before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
};

export class Screen {
  readonly name: string;
  readonly context: BrowserContext;
  page: Page;
  readonly #coming: Coming;
  /** What a page must never do; looked at by `tidy`. */
  readonly errors: string[] = [];
  readonly log: string[] = [];
  /** Whatever came down this person's live wire, as text. */
  readonly wire: string[] = [];

  private constructor(coming: Coming, context: BrowserContext, page: Page) {
    this.#coming = coming;
    this.name = coming.name;
    this.context = context;
    this.page = page;
  }

  /** Opens the link and goes through the door up to the knock. */
  static async at(browser: Browser, coming: Coming): Promise<Screen> {
    const screen = await Screen.outside(browser, coming);
    await screen.knock();
    return screen;
  }

  /** Opens the link, and does nothing yet. */
  static async outside(browser: Browser, coming: Coming): Promise<Screen> {
    const context = await browser.newContext({
      permissions: ["camera", "microphone"],
      viewport: coming.viewport ?? { width: 1366, height: 768 },
      locale: "en-GB",
      ...coming.device,
    });
    const screen = new Screen(coming, context, await context.newPage());
    await screen.prepare(screen.page);
    await screen.page.goto(screen.link);
    return screen;
  }

  get link(): string {
    const { running, session, key } = this.#coming;
    return `${running.baseUrl}/s/${session.id}#${key}`;
  }

  private async prepare(page: Page): Promise<void> {
    page.setDefaultTimeout(SEEN_WITHIN_MS);
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (m) => this.log.push(`${Date.now() % 100000} ${m.type()} ${m.text().slice(0, 300)}`));
    page.on("websocket", (socket) => {
      if (!socket.url().includes("/live")) return;
      socket.on("framereceived", ({ payload }) => this.wire.push(payload.toString()));
    });
    await watchPackets(page);
    await rememberSockets(page);
    await this.#coming.before?.(page);
  }

  /** The first step of the door, to the look at camera and microphone. */
  async promise(): Promise<void> {
    const { page } = this;
    const { as, name } = this.#coming;
    await page.getByLabel(words.door.name).fill(name);
    if (as === "observer") await page.getByText(words.door.observer).click();
    await page.getByLabel(words.door.agree).check();
    await page.getByRole("button", { name: words.door.goOn, exact: true }).click();
  }

  /** From wherever the door stands. */
  async knock(): Promise<void> {
    const { page } = this;
    const { microphone, camera } = this.#coming;
    await page.locator("[data-step]").waitFor();
    if (await page.locator('[data-step="promise"]').isVisible()) await this.promise();
    if (camera === true) await page.getByRole("button", { name: words.door.tryCamera }).click();
    if (camera === true) await page.getByRole("button", { name: words.door.stopCamera }).waitFor();
    if (microphone === true) await page.getByLabel(words.door.microphoneOpen).check();
    await page.getByRole("button", { name: new RegExp(`^(${words.door.knock}|${words.door.goIn})$`) }).click();
  }

  get room(): Locator {
    return this.page.locator('[data-screen="room"]');
  }

  async isIn(): Promise<void> {
    await this.page.locator('[data-screen="room"][data-media="connected"]').waitFor();
  }

  async shows(screen: string): Promise<void> {
    await this.page.locator(`[data-screen="${screen}"]`).waitFor();
  }

  async inPhase(phase: Phase): Promise<void> {
    await this.page.locator(`[data-screen="room"][data-phase="${phase}"]`).waitFor();
  }

  seat(person: string): Locator {
    return this.page.locator(`[data-person="${person}"]`);
  }

  async placeOf(person: string): Promise<string | null> {
    return this.seat(person).first().getAttribute("data-place");
  }

  /** Every seat in the order of the page, with its place. */
  seats(): Promise<string[]> {
    return this.page
      .locator("[data-person]")
      .evaluateAll((seats) => seats.map((seat) => seat.getAttribute("data-person") ?? ""));
  }

  /** Clicks the button of this accessible name. */
  async click(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole("button", typeof name === "string" ? { name, exact: true } : { name })
      .first()
      .click();
  }

  async isMicrophone(state: "open" | "muted" | "closed" | "resting"): Promise<void> {
    await this.page.locator(`[data-mic="${state}"]`).waitFor();
  }

  microphone(): Promise<string | null> {
    return this.page.locator("[data-mic]").getAttribute("data-mic");
  }

  async openMicrophone(): Promise<void> {
    await this.click(words.bar.microphone.closed);
    await this.isMicrophone("open");
  }

  /** Waits until these words stand on the screen, wherever. */
  async says(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Of a leader: what may be done towards one person, on its card. */
  async toolsFor(name: string): Promise<Locator> {
    const row = this.page.locator("[data-row]").filter({ hasText: name });
    if ((await row.locator("[popover]").count()) === 0) await row.locator(".person-row").click();
    return row;
  }

  /** Of a leader: one click on a tool for one person. */
  async doTo(name: string, tool: string): Promise<void> {
    await (await this.toolsFor(name)).getByRole("button", { name: tool, exact: true }).click();
  }

  /** Of a leader: shows a word to the whole circle, or takes it away. */
  async toCircle(card: keyof typeof words.card): Promise<void> {
    await this.page.locator('[data-key="cards"]').click();
    await this.click(words.card[card]);
  }

  /** Lets somebody in who is at the door. */
  async admit(name: string): Promise<void> {
    await this.click(words.console.admitName(name));
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  /** Another tab of the same browser: the same person, or whom another link makes. */
  async secondTab(key = this.#coming.key): Promise<Page> {
    const { running, session } = this.#coming;
    const page = await this.context.newPage();
    await this.prepare(page);
    await page.goto(`${running.baseUrl}/s/${session.id}#${key}`);
    return page;
  }

  async cookie(): Promise<string> {
    const cookies = await this.context.cookies();
    return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  async eventually(what: string, look: () => Promise<boolean>): Promise<void> {
    await eventually(`${this.name}: ${what}`, look, SEEN_WITHIN_MS);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
