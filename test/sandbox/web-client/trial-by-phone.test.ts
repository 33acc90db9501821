import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Demo } from '#sandbox/demo/start-demo';
import { aDemo } from './a-demo.ts';
import { CHROMIUM, launchChromium, NEEDS_CHROMIUM } from './chromium.ts';
import { Visitor } from './visitor.ts';
import { walkATrial } from './walk-a-trial.ts';

describe.skipIf(CHROMIUM === null)(`the page${NEEDS_CHROMIUM}`, () => {
  let demo: Demo;
  let browser: Browser;
  beforeAll(async () => {
    demo = await aDemo();
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  }, 60_000);

  test('a newcomer lives through a trial on a narrow phone', { timeout: 300_000 }, async () => {
    const visitor = await Visitor.arrives(browser, demo.url, { width: 360 });
    await walkATrial(visitor, async () => {});
  });
});
