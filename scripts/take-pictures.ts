import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '#sandbox/chromium';
import { doDeed } from '#sandbox/demo/do-deed';
import { nextTurn } from '#sandbox/demo/next-deed';
import { type Demo, startDemo } from '#sandbox/demo/start-demo';
import type { PairSituation, Situation } from '#sandbox/demo/situation';
import { createLogger } from '#telemetry/logger';

/** Takes the README's pictures in Chromium: lives through a trial and stops where there is something to see. */

const TO = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const MOST_TURNS = 200;
const WHO = 'amara';

/** Lets everybody live until there is what is to be seen. */
const liveUntil = async (demo: Demo, isThere: (situation: Situation) => boolean): Promise<Situation> => {
  const { stage, town, remembered } = demo;
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const situation = await stage.look();
    if (isThere(situation)) return situation;
    const turn = nextTurn(situation, remembered.accounts, 'nobody');
    if (turn.kind === 'time goes on') await stage.moveClock('next');
    else if (turn.kind !== 'your turn') {
      await doDeed(town.discord, remembered, turn);
      await town.settles();
    }
  }
  throw new Error('the story did not come that far');
};

const openPage = async (
  browser: Browser,
  demo: Demo,
  colorScheme: 'light' | 'dark',
  width: number,
): Promise<Page> => {
  const page = await browser.newPage({
    viewport: { width, height: width < 500 ? 720 : 700 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(10_000);
  await page.goto(`${demo.url}/?as=${WHO}`);
  await page.getByRole('log').waitFor();
  return page;
};

const save = async (page: Page, name: string): Promise<void> => {
  const path = join(TO, `${name}.png`);
  await page.screenshot({ path });
  console.log(`${name}.png, ${Math.round(statSync(path).size / 1024)} KB`);
};

const takePictures = async (demo: Demo, browser: Browser): Promise<void> => {
  const me = demo.stage.viewer(WHO);
  const pairOf = ({ pairs }: Situation): PairSituation | undefined =>
    pairs.find(({ members }) => members.includes(me));
  const isIn = (pair: PairSituation | undefined, check: (pair: PairSituation) => boolean) =>
    pair !== undefined && pair.thread !== null && check(pair);
  const goTo = async (page: Page, situation: Situation): Promise<void> => {
    await page.goto(`${demo.url}/?as=${WHO}&at=${pairOf(situation)?.thread}`);
    await page.locator('.message').first().waitFor();
  };
  const light = await openPage(browser, demo, 'light', 1040);
  const dark = await openPage(browser, demo, 'dark', 1040);
  const phone = await openPage(browser, demo, 'light', 380);

  const agreeing = await liveUntil(demo, (now) => isIn(pairOf(now), () => true));
  await goTo(light, agreeing);
  await light.getByRole('heading', { name: 'Why the two of you' }).scrollIntoViewIfNeeded();
  await save(light, 'why-card');
  await goTo(phone, agreeing);
  await phone.getByRole('heading', { name: 'Why the two of you' }).scrollIntoViewIfNeeded();
  await save(phone, 'phone');

  const checkedIn = await liveUntil(demo, (now) => isIn(pairOf(now), (pair) => pair.checkedIn.size > 1));
  await goTo(light, checkedIn);
  await save(light, 'check-in');

  const voting = await liveUntil(demo, (now) =>
    isIn(pairOf(now), ({ vote }) => vote !== null && !vote.voted.has(me)),
  );
  await goTo(dark, voting);
  await dark.getByRole('button', { name: 'Vote', exact: true }).last().click();
  await dark.getByRole('button', { name: /^Answer as/ }).click();
  await save(dark, 'vote');
};

const directory = mkdtempSync(join(tmpdir(), 'pictures-'));
mkdirSync(TO, { recursive: true });
const browser = await launchChromium();
const demo = await startDemo({
  directory,
  fresh: true,
  port: 0,
  startsAt: new Date(Date.UTC(2026, 2, 7, 11)),
  logger: createLogger({ level: 'error' }),
});
try {
  await takePictures(demo, browser);
} finally {
  await browser.close();
  await demo.stop();
  rmSync(directory, { recursive: true, force: true });
}
process.exit(0);
