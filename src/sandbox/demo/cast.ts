import type { Choice, Level } from '#domain/vote/vote';
import type { TrialDay } from '#domain/trial/trial-plan';
import type { Answers } from '../acts.ts';

/** How somebody lives when nobody plays them. */
export type Habits = {
  /** Suggests a change to the first agreement instead of signing it. */
  suggests: string | null;
  /** What they write when asked; null is a small check-in. */
  progress: readonly (string | null)[];
  /** Days on which they say nothing. */
  quietOn: readonly TrialDay[];
  rates: 'Supported' | 'Pressured';
  vote: { choice: Choice; energy: Level; momentum: Level };
};

export type Part = {
  slug: string;
  name: string;
  about: string;
  part: 'admin' | 'facilitator' | 'member';
  dmsOpen: boolean;
  zone: string;
  /** Null for who does not join. */
  answers: Answers | null;
  habits: Habits | null;
};

const MORNINGS = [0, 3, 6, 9, 12, 15, 18];
const AFTERNOONS = MORNINGS.map((part) => part + 1);
const EVENINGS = MORNINGS.map((part) => part + 2);
const WEEKEND = [15, 16, 17, 18, 19, 20];

const times = (...parts: readonly number[][]): string[] =>
  [...new Set(parts.flat())].sort((a, b) => a - b).map(String);

const member = (
  name: string,
  zone: string,
  about: string,
  more: Omit<Answers, 'zone'> & {
    dmsOpen?: boolean;
    habits: Partial<Habits> & Pick<Habits, 'progress' | 'vote'>;
  },
): Part => {
  const { dmsOpen = true, habits, ...answers } = more;
  return {
    slug: name.toLowerCase(),
    name,
    about,
    part: 'member',
    dmsOpen,
    zone,
    answers: { zone, ...answers },
    habits: { suggests: null, quietOn: [], rates: 'Supported', ...habits },
  };
};

const looksAfter = (name: string, zone: string, part: 'admin' | 'facilitator', about: string): Part => ({
  slug: name.toLowerCase(),
  name,
  about,
  part,
  dmsOpen: true,
  zone,
  answers: null,
  habits: null,
});

/** Ten people of a small community: enough likeness to match, enough difference to be interesting. */
export const CAST: readonly Part[] = [
  looksAfter('Olive', 'Europe/Amsterdam', 'admin', 'keeps the community going'),
  looksAfter('Noor', 'Europe/Istanbul', 'facilitator', 'looks after partners and circles'),
  member('Amara', 'Africa/Lagos', 'is writing a first novel before work', {
    languages: ['en', 'fr'],
    freeTimes: times(MORNINGS, EVENINGS),
    values: ['creativity', 'honesty', 'calm', 'courage'],
    supportWanted: ['listen', 'nudge'],
    habits: {
      progress: [
        'Half an hour before breakfast, twice this week.',
        'The first chapter has an ending now.',
        null,
      ],
      vote: { choice: 'continue', energy: 4, momentum: 4 },
    },
  }),
  member('Ben', 'Europe/Berlin', 'wants to leave the office on time', {
    languages: ['en', 'de'],
    freeTimes: times(EVENINGS, WEEKEND),
    values: ['balance', 'family', 'honesty', 'health'],
    supportWanted: ['nudge', 'structure'],
    habits: {
      progress: ['Left at six on Tuesday. It felt strange and good.', null, 'Said no to one late call.'],
      vote: { choice: 'continue', energy: 3, momentum: 4 },
    },
  }),
  member('Chiara', 'Europe/Lisbon', 'is learning to draw, a page a day', {
    languages: ['en', 'it', 'pt'],
    freeTimes: times(AFTERNOONS, EVENINGS),
    values: ['creativity', 'playfulness', 'curiosity', 'honesty'],
    supportWanted: ['ideas', 'listen'],
    habits: {
      suggests: 'A few words every other day, a drawing when there is one, and a call on Sundays.',
      progress: ['Eleven pages, most of them hands.', null, 'Drew my neighbour. He noticed.'],
      vote: { choice: 'tweak', energy: 4, momentum: 3 },
    },
  }),
  member('Dev', 'Europe/London', 'is changing careers, slowly and on purpose', {
    languages: ['en', 'hi'],
    freeTimes: times(EVENINGS, [15, 18]),
    values: ['learning', 'courage', 'growth', 'discipline'],
    supportWanted: ['challenge', 'structure'],
    habits: {
      progress: ['Sent the first application.', 'Two chapters of the course, with notes.', null],
      vote: { choice: 'continue', energy: 4, momentum: 5 },
    },
  }),
  member('Elif', 'Europe/Athens', 'is finishing a thesis with a small child around', {
    languages: ['en', 'tr', 'el'],
    freeTimes: times(EVENINGS),
    values: ['patience', 'learning', 'family', 'balance'],
    supportWanted: ['listen', 'structure'],
    habits: {
      progress: [null, 'Ten minutes only, but I started.', null],
      quietOn: [3],
      vote: { choice: 'continue', energy: 2, momentum: 3 },
    },
  }),
  member('Femi', 'America/New_York', 'runs in the morning, or means to', {
    languages: ['en', 'es'],
    freeTimes: times(MORNINGS, AFTERNOONS),
    values: ['health', 'discipline', 'gratitude', 'courage'],
    supportWanted: ['nudge', 'challenge'],
    habits: {
      progress: ['Three mornings out of five.', null, 'Rain. Went anyway.'],
      vote: { choice: 'continue', energy: 5, momentum: 4 },
    },
  }),
  member('Hana', 'Asia/Tokyo', 'protects one quiet evening a week', {
    languages: ['en', 'ja'],
    freeTimes: times(EVENINGS, WEEKEND),
    values: ['calm', 'simplicity', 'nature', 'patience'],
    supportWanted: ['listen', 'ideas'],
    habits: {
      progress: ['Thursday stayed mine.', null, null],
      rates: 'Pressured',
      vote: { choice: 'pause', energy: 3, momentum: 2 },
    },
  }),
  member('Jo', 'Australia/Brisbane', 'is back after a long break, with messages closed', {
    languages: ['en'],
    freeTimes: times(AFTERNOONS, EVENINGS, WEEKEND),
    values: ['simplicity', 'kindness', 'nature', 'growth'],
    supportWanted: ['listen', 'nudge'],
    dmsOpen: false,
    habits: {
      progress: [null, 'Walked to the river and back.', 'Cooked twice.'],
      vote: { choice: 'continue', energy: 3, momentum: 3 },
    },
  }),
];

export const COMMUNITY = 'The Slow Studio';
