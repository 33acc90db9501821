import { describe, test } from 'vitest';
import { CHROMIUM } from '#sandbox/chromium';
import { Visitor } from './visitor.ts';
import { walkATrial } from './walk-a-trial.ts';
import { NEEDS_CHROMIUM, withDemo } from './with-demo.ts';

describe.skipIf(CHROMIUM === null)(`the page${NEEDS_CHROMIUM}`, () => {
  const here = withDemo();

  test('a newcomer lives through a trial on a narrow phone', { timeout: 300_000 }, async () => {
    const { demo, browser } = here;
    const visitor = await Visitor.arrives(browser, demo.url, { width: 360 });
    await walkATrial(visitor, async () => {});
  });
});
