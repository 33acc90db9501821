import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { CHROMIUM, launchChromium } from '#sandbox/chromium';
import type { Demo } from '#sandbox/demo/start-demo';
import { aDemo } from './a-demo.ts';

/** Stands in the name of every suite that is left out without a browser. */
export const NEEDS_CHROMIUM =
  CHROMIUM === null ? ' [left out: no Chromium on the PATH, and CHROMIUM_PATH is not set]' : '';

/** A demo and a browser for the tests of one suite; to be looked at once they run. */
export function withDemo(): { readonly demo: Demo; readonly browser: Browser } {
  let demo: Demo | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    demo = await aDemo();
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  }, 60_000);
  return {
    get demo() {
      return demo as Demo;
    },
    get browser() {
      return browser as Browser;
    },
  };
}
