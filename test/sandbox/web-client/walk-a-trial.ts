import { expect } from 'vitest';
import type { Visitor } from './visitor.ts';

/** More than the story needs, and far less than somebody who is lost. */
const MOST_ACTIONS = 70;
const MOST_MOVES = 16;
const ON_ITS_WAY_MS = 800;

/** Called at every screen, with its name. */
export type Look = (screen: string) => Promise<void>;

const joins = async (visitor: Visitor, name: string, look: Look): Promise<void> => {
  await visitor.isTold(new RegExp(`become ${name}`));
  await visitor.presses('Take me there');
  await visitor.isTold(/Join in/);
  await visitor.presses('Join');
  await visitor.reads('Your time zone');
  await look('the joining form, empty');
  await visitor.presses(`Answer as ${name} would`);
  await visitor.presses('Send');
  await visitor.reads('You are in');
};

const checksIn = async (visitor: Visitor, look: Look): Promise<void> => {
  await visitor.presses('Check in');
  await visitor.reads('What moved, however little?');
  await look('the check-in form');
  await visitor.presses(/^Answer as .+ would$/);
  await visitor.presses('Send');
  await visitor.reads(/Shared with your partner/);
};

const votes = async (visitor: Visitor, look: Look): Promise<void> => {
  await visitor.presses('Vote');
  await visitor.reads('What would you like to do?');
  await look('the vote');
  await visitor.presses(/^Answer as .+ would$/);
  await visitor.presses('Send');
  await visitor.reads(/Your vote is sealed/);
};

/** Goes where the quiet line leads. */
const takesTurn = async (visitor: Visitor): Promise<void> => {
  await visitor.isTold(/(It is \w+’s turn|Your turn|You have an offer)/);
  if (/Take me there/.test(await visitor.nextStep())) {
    await visitor.presses('Take me there');
    await visitor.isTold(/(Your turn|You have an offer)[\s\S]*(?<!there)$/);
  }
};

/** Does something, after which the line has something new to say. */
const then = async (visitor: Visitor, work: () => Promise<void>): Promise<void> => {
  const before = await visitor.nextStep();
  await work();
  await visitor.isNotToldAnyMore(before);
};

/**
 * A whole trial, from the printed address to the result, led by the quiet line alone: set-up, two people join,
 * a match, both accept and sign, three check-ins, the vote.
 */
export const walkATrial = async (visitor: Visitor, look: Look): Promise<void> => {
  await visitor.isTold(/type \/setup start/);
  await look('the first screen');
  await visitor.types(/^Message/, '/setup start');
  await visitor.reads('programme (optional)');
  await look('the options of a command');
  await visitor.presses('Send');
  await visitor.reads(/Ready. I am opening the lobby/);
  await joins(visitor, 'Amara', look);
  await look('somebody joined');
  await joins(visitor, 'Ben', look);

  await visitor.isTold(/become Olive and type \/match run/i);
  await visitor.presses('Take me there');
  await visitor.isTold(/Enough people wait/);
  await visitor.types(/^Message/, '/match run');
  await visitor.reads('The round has run');
  await look('a round');

  for (const turn of [1, 2]) {
    await takesTurn(visitor);
    await visitor.reads(/could be good company/);
    if (turn === 1) await look('an offer');
    await then(visitor, () => visitor.presses('Yes, introduce us'));
  }
  for (const turn of [1, 2]) {
    await takesTurn(visitor);
    await visitor.reads('Why the two of you');
    if (turn === 1) await look('the why-card and the agreement');
    await then(visitor, () => visitor.presses('Sounds good'));
  }

  await visitor.isTold(/move the clock to the next thing/);
  await movesUntil(visitor, 'Day 1: a beginning');
  for (const turn of [1, 2]) {
    await takesTurn(visitor);
    await then(visitor, () => checksIn(visitor, turn === 1 ? look : async () => {}));
  }
  await look('two check-ins');

  await movesUntil(visitor, 'Day 3: a small look');
  await takesTurn(visitor);
  await then(visitor, () => checksIn(visitor, async () => {}));
  await movesUntil(visitor, 'Day 7: half-time');
  await movesUntil(visitor, 'Day 14: what next?');
  for (const turn of [1, 2]) {
    await takesTurn(visitor);
    await then(visitor, () => votes(visitor, turn === 1 ? look : async () => {}));
  }
  await visitor.isTold(/Everybody has voted/);
  await movesUntil(visitor, 'On you go');
  await look('the result');
  expect(visitor.actions).toBeLessThanOrEqual(MOST_ACTIONS);
  expect(visitor.complaints).toEqual([]);
};

const movesUntil = async (visitor: Visitor, text: string): Promise<void> => {
  const found = visitor.page.getByRole('heading', { name: text });
  for (let moves = 0; moves < MOST_MOVES && (await found.count()) === 0; moves += 1) {
    const moved = visitor.page.waitForResponse(/\/clock$/);
    await visitor.presses('Next thing');
    await moved;
    // What it brought is on its way to the page.
    const shown = found.first().waitFor({ state: 'attached', timeout: ON_ITS_WAY_MS });
    await shown.catch(() => undefined);
  }
  await found.first().waitFor({ state: 'attached' });
};
