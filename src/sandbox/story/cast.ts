import { type Answers, EVENINGS } from '../acts.ts';
import type { Dice } from './dice.ts';

export type Ending = 'continue' | 'tweak' | 'pause' | 'silence';

export type Part = { name: string; dmsOpen: boolean; answers: Answers };

/** Who plays in a story, and how its pairs end; everything follows from the dice. */
export type Cast = { community: string; parts: Part[]; endings: Ending[] };

const NAMES = [
  'Amara',
  'Bruno',
  'Chiara',
  'Dev',
  'Elif',
  'Femi',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kaya',
  'Lior',
];
const COMMUNITIES = ['The Quiet Desk', 'Slow Mornings', 'First Drafts', 'The Evening Studio'];
const BANDS = [
  ['Europe/Berlin', 'Europe/Lisbon', 'Africa/Lagos', 'Europe/Athens'],
  ['America/New_York', 'America/Bogota', 'America/Chicago', 'America/Halifax'],
  ['Asia/Tokyo', 'Asia/Seoul', 'Australia/Brisbane', 'Asia/Manila'],
];
const VALUES = ['calm', 'honesty', 'learning', 'growth', 'kindness', 'creativity', 'balance', 'curiosity'];
const SUPPORTS = ['listen', 'ideas', 'nudge', 'challenge', 'structure'];
const AFTERNOONS = ['1', '4', '7', '10', '13'];
const ENDINGS: readonly Ending[] = ['continue', 'tweak', 'pause', 'silence'];

/** Two pairs from one part of the world, so that their evenings meet; one of the four keeps DMs closed. */
export const castBy = (dice: Dice): Cast => {
  const zones = dice.pick(BANDS);
  const closed = dice.roll(4);
  return {
    community: dice.pick(COMMUNITIES),
    endings: dice.draw(ENDINGS, 2),
    parts: dice.draw(NAMES, 4).map((name, index) => ({
      name,
      dmsOpen: index !== closed,
      answers: {
        zone: dice.pick(zones),
        languages: ['en'],
        freeTimes: [...EVENINGS, ...dice.draw(AFTERNOONS, 3)],
        values: dice.draw(VALUES, 3),
        supportWanted: dice.draw(SUPPORTS, 2),
      },
    })),
  };
};
