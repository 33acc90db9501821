import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { CHROMIUM } from '#sandbox/chromium';
import { CAST } from '#sandbox/demo/cast';
import { doDeed } from '#sandbox/demo/do-deed';
import { nextTurn } from '#sandbox/demo/next-deed';
import type { Demo } from '#sandbox/demo/start-demo';
import { NEEDS_CHROMIUM, withDemo } from './with-demo.ts';

/** More turns than the whole cast needs from set-up to after the votes. */
const MOST_TURNS = 260;
const CHANNEL = 0;
const CATEGORY = 4;
/** Forms are opened by these; each is closed again without an answer. */
const OPENS_A_FORM = ['Join', 'Suggest a change', 'Check in', 'Vote', 'Change my answers', 'Skills'];

/** Lets the whole cast live until their trials have come to a result. */
const everybodyLives = async ({ stage, town, remembered }: Demo): Promise<void> => {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const situation = await stage.look();
    if (situation.outcomes >= 3) return;
    const turn = nextTurn(situation, remembered.accounts, 'nobody');
    if (turn.kind === 'time goes on') await stage.moveClock('next');
    else if (turn.kind !== 'your turn') {
      await doDeed(town.discord, remembered, turn);
      await town.settles();
    }
  }
};

/** What the page could not show, or would not have shown if somebody had had their way with it. */
const unknownOn = (page: Page): Promise<string[]> =>
  page.locator('[data-unknown]').evaluateAll((found) => found.map((element) => element.outerHTML));

describe.skipIf(CHROMIUM === null)(`every message and form of a whole community${NEEDS_CHROMIUM}`, () => {
  const here = withDemo();

  test('is shown to whoever may see it, without anything unknown', { timeout: 300_000 }, async () => {
    const { demo, browser } = here;
    await everybodyLives(demo);
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    const unknown: string[] = [];
    const forms = new Set<string>();
    let messages = 0;
    const seen = new Set<string>();
    for (const { slug, part } of CAST) {
      const viewer = demo.stage.viewer(slug);
      for (const { id, type } of (await demo.stage.state(viewer)).places) {
        // Channels look the same to everybody; threads and conversations are looked at with their own eyes.
        if (type === CATEGORY || (type === CHANNEL && part === 'member' && seen.has(id))) continue;
        seen.add(id);
        await page.goto(`${demo.url}/?as=${slug}&at=${id}`);
        await page.getByRole('log').waitFor();
        const expected = demo.stage.messages(viewer, id, null).messages.length;
        await expect.poll(() => page.locator('.message, .system').count(), { timeout: 5_000 }).toBe(expected);
        messages += expected;
        unknown.push(...(await unknownOn(page)));
        for (const label of OPENS_A_FORM) {
          const button = page.getByRole('button', { name: label, exact: true }).last();
          if ((await button.count()) === 0 || forms.has(label)) continue;
          await button.click();
          const dialog = page.getByRole('dialog');
          const opened = await dialog.waitFor({ timeout: 1_500 }).then(
            () => true,
            () => false,
          );
          // An old button may refuse with a message instead.
          if (!opened) continue;
          forms.add(label);
          unknown.push(...(await unknownOn(page)));
          expect(await dialog.getByRole('heading').first().textContent()).not.toBe('');
          await dialog.getByRole('button', { name: 'Close', exact: true }).click();
        }
      }
    }
    expect(unknown).toEqual([]);
    expect(complaints).toEqual([]);
    expect(messages).toBeGreaterThan(100);
    expect([...forms].sort()).toEqual(
      expect.arrayContaining(['Check in', 'Join', 'Suggest a change', 'Vote']),
    );
  });
});
