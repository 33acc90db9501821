import { accept, checksIn, joins, runsRound, setsUp, sign, votes } from '../acts.ts';
import type { Actor } from '../local-discord/harness/actor.ts';
import type { Story } from '../local-discord/harness/story.ts';
import type { Town } from '../town.ts';
import { castBy, type Ending } from './cast.ts';
import { type Compared, compareOutcomes } from './compare-outcomes.ts';
import { Dice } from './dice.ts';
import { narrate } from './narrator.ts';

const PROGRESS = [
  'Half an hour before breakfast, twice.',
  'Wrote the outline, and threw half of it away.',
  'Said no to one meeting. It felt strange and good.',
  'Ten minutes only, but I started.',
];

/** Those who share a thread, in the order of the cast; whoever was left out is in none. */
const pairsOf = (actors: readonly Actor[]): [Actor, Actor][] => {
  const byThread = new Map<string, Actor[]>();
  for (const actor of actors) {
    const agreement = actor.everything().find(({ text }) => text.includes('Our agreement'));
    if (agreement) byThread.set(agreement.channelId, [...(byThread.get(agreement.channelId) ?? []), actor]);
  }
  return [...byThread.values()].filter((pair): pair is [Actor, Actor] => pair.length === 2);
};

/** What two people say in their final review. */
const decide = async ([first, second]: [Actor, Actor], ending: Ending): Promise<void> => {
  await votes(first, ending === 'pause' ? 'pause' : 'continue');
  if (ending === 'silence') return;
  await votes(second, ending === 'tweak' ? 'tweak' : 'continue', { energy: 4, momentum: 5 });
};

/** What they do once they know the result. */
const goOn = async (town: Town, [first, second]: [Actor, Actor], ending: Ending): Promise<void> => {
  if (ending === 'pause') await first.clicks('7 days');
  if (ending !== 'tweak') return;
  await first.clicks('Suggest a change');
  await first.submits({ norms: 'A few words every other day; a call on Sundays.' });
  await town.settles();
  await second.clicks('Sounds good');
  await town.livesFor({ days: 15 });
  await votes(first, 'continue');
  await votes(second, 'continue');
};

/**
 * One whole trial of two pairs, from an empty server to what follows the vote, told line by line. Names,
 * zones, values and endings follow from the seed.
 */
export const tellStory = async (
  town: Town,
  seed: number,
  print: (line: string) => void,
): Promise<{ story: Story; compared: Compared[] }> => {
  const dice = new Dice(seed);
  const cast = castBy(dice);
  const story = town.story({ guildName: cast.community });
  const endTelling = narrate(town.discord.log, town.discord.world, print);
  const chapter = (title: string) => print(`\n— ${title}`);

  chapter(`${cast.community} opens`);
  await setsUp(town, story);
  await story.owner.runs('/setup check');

  chapter('Four people join');
  const actors = cast.parts.map((part) => story.member(part.name, { dmsOpen: part.dmsOpen }));
  for (const [index, actor] of actors.entries()) {
    await joins(actor, cast.parts[index]!.answers);
    await town.settles();
  }

  chapter('A round');
  await story.owner.runs('/match preview');
  await runsRound(town, story);
  await accept(town, ...actors);

  chapter('The agreement');
  const pairs = pairsOf(actors);
  for (const pair of pairs) await sign(town, ...pair);

  chapter('Fourteen days');
  await town.livesFor({ days: 4 });
  for (const [first, second] of pairs) {
    await checksIn(first, dice.pick(PROGRESS));
    await second.clicks('Small check-in');
  }
  await town.livesFor({ days: 4 });
  for (const pair of pairs) for (const actor of pair) await actor.clicks('Supported');
  await town.livesFor({ days: 7 });

  chapter('The vote');
  for (const [index, pair] of pairs.entries()) await decide(pair, cast.endings[index]!);
  await town.livesFor({ minutes: 11 });
  for (const [index, pair] of pairs.entries()) await goOn(town, pair, cast.endings[index]!);
  // Long enough for a silence that was given its extension.
  await town.livesFor({ days: 4 });

  chapter('What follows');
  await town.livesFor({ days: 15 });
  endTelling();
  story.nothingWentWrong();
  return { story, compared: await compareOutcomes(town, story) };
};
