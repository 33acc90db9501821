import { source as axe } from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

type Role = Parameters<Page['getByRole']>[0];
const LONGEST_MS = 20_000;
/** How many times Tab may be pressed on the way to something. */
const MOST_TABS = 160;

/** Somebody who has never seen the page, and knows only what can be read on it. */
export class Visitor {
  readonly page: Page;
  readonly #byKeyboard: boolean;
  /** Things done so far; a way by keyboard to something counts as one. */
  actions = 0;
  /** What the browser had to complain about. */
  readonly complaints: string[] = [];

  private constructor(page: Page, byKeyboard: boolean) {
    this.page = page;
    this.#byKeyboard = byKeyboard;
    page.setDefaultTimeout(LONGEST_MS);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('dialog', (dialog) => {
      this.complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async arrives(
    browser: Browser,
    address: string,
    about: { width?: number; byKeyboard?: boolean } = {},
  ): Promise<Visitor> {
    const { width = 1280, byKeyboard = false } = about;
    const page = await browser.newPage({
      viewport: { width, height: 740 },
      reducedMotion: 'reduce',
      colorScheme: 'light',
    });
    const visitor = new Visitor(page, byKeyboard);
    await page.goto(address);
    await page.getByRole('log').waitFor();
    return visitor;
  }

  /** Presses the newest thing of that role and name. */
  async presses(name: string | RegExp, role: Role = 'button'): Promise<void> {
    const target = this.page
      .getByRole(role, typeof name === 'string' ? { name, exact: true } : { name })
      .last();
    await target.waitFor();
    this.actions += 1;
    if (!this.#byKeyboard) {
      await target.click();
      return;
    }
    await this.#tabsTo(target);
    await this.page.keyboard.press('Enter');
  }

  /** Writes in a box and presses Enter. */
  async types(name: string | RegExp, text: string): Promise<void> {
    const box = this.page.getByRole('textbox', { name });
    await box.waitFor();
    this.actions += 1;
    if (this.#byKeyboard) await this.#tabsTo(box);
    else await box.click();
    await this.page.keyboard.type(text);
    // The list of commands is on its way.
    if (text.startsWith('/')) await this.page.getByRole('option', { name: text }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  async #tabsTo(target: Locator): Promise<void> {
    const element = await target.elementHandle();
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      const isThere = await element?.evaluate((wanted) => wanted === wanted.ownerDocument.activeElement);
      if (isThere) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${target} was not reached in ${MOST_TABS} steps with Tab`);
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).last().waitFor();
  }

  /** What the quiet line says now. */
  async nextStep(): Promise<string> {
    return (await this.page.getByRole('region', { name: 'What you could do next' }).textContent()) ?? '';
  }

  /** Waits until the quiet line says something. */
  async isTold(text: RegExp): Promise<void> {
    await this.page
      .getByRole('region', { name: 'What you could do next' })
      .filter({ hasText: text })
      .waitFor()
      .catch(async (error: Error) => {
        throw new Error(`${error.message}\nIt says: ${await this.nextStep()}`, { cause: error });
      });
  }

  /** Waits until the quiet line says something else. */
  async isNotToldAnyMore(text: string): Promise<void> {
    await this.page
      .getByRole('region', { name: 'What you could do next' })
      .filter({ hasNotText: text })
      .waitFor();
  }

  /** Looks at the screen as it is with axe, in light and in dark. */
  async findsNothingInTheWay(screen: string): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await this.page.evaluate(axe);
      const found = await this.page.evaluate(async () => {
        const { violations } = await (
          globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
        ).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      });
      expect.soft(found, `${screen}, ${colorScheme}`).toEqual([]);
    }
  }
}

type Violation = { id: string; nodes: { html: string }[] };
