import type { Actor } from './local-discord/harness/actor.ts';
import type { Story } from './local-discord/harness/story.ts';
import type { Town } from './town.ts';

/** What people of a story do, in the words they read: buttons by their label, fields by their id. */

export type Answers = {
  zone: string;
  languages: readonly string[];
  freeTimes: readonly string[];
  values: readonly string[];
  supportWanted: readonly string[];
};

/** Every evening of the week. */
export const EVENINGS = ['2', '5', '8', '11', '14', '17', '20'] as const;

export const somebody = (more: Partial<Answers> = {}): Answers => ({
  zone: 'Europe/Berlin',
  languages: ['en'],
  freeTimes: EVENINGS,
  values: ['calm', 'honesty', 'learning'],
  supportWanted: ['listen', 'nudge'],
  ...more,
});

/** The owner makes the community ready; resolves when the joining panel stands in the lobby. */
export const setsUp = async (town: Town, story: Story, preset = 'soft'): Promise<void> => {
  const { owner } = story;
  await story.commandIsRegistered('setup');
  await owner.runs('/setup start', { programme: preset });
  await town.settles();
  await owner.finds('alongside-lobby');
};

export const joins = async (actor: Actor, answers: Answers = somebody()): Promise<void> => {
  await actor.runs('/join');
  await actor.submits({ ...answers });
};

/** The owner runs a round; resolves when the proposals were delivered. */
export const runsRound = async (town: Town, { owner }: Story): Promise<void> => {
  await owner.runs('/match run');
  await town.settles();
};

/** Both say yes; resolves when they are in their thread, whose name it gives. */
export const accept = async (town: Town, ...pair: readonly Actor[]): Promise<void> => {
  for (const actor of pair) await actor.clicks('Yes, introduce us');
  await town.settles();
  for (const actor of pair) await actor.sees('Our agreement');
};

export const sign = async (town: Town, ...pair: readonly Actor[]): Promise<void> => {
  for (const actor of pair) await actor.clicks('Sounds good');
  await town.settles();
};

/** From nothing to a signed charter; the trial begins on the next local day. */
export const beginTrial = async (town: Town, story: Story, first: Actor, second: Actor): Promise<void> => {
  await setsUp(town, story);
  await joins(first);
  await joins(second);
  await town.settles();
  await runsRound(town, story);
  await accept(town, first, second);
  await sign(town, first, second);
};

export const checksIn = async (actor: Actor, progress: string): Promise<void> => {
  await actor.clicks('Check in');
  await actor.submits({ progress });
};

export const votes = async (
  actor: Actor,
  choice: 'continue' | 'tweak' | 'pause',
  mood: { energy: 1 | 2 | 3 | 4 | 5; momentum: 1 | 2 | 3 | 4 | 5 } = { energy: 4, momentum: 4 },
): Promise<void> => {
  await actor.clicks('Vote');
  await actor.submits({ choice, energy: [String(mood.energy)], momentum: [String(mood.momentum)] });
};
