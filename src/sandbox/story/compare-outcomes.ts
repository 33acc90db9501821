import { ok } from '@sapphire/result';
import type { GuildId } from '#domain/ids';
import type { Outcome } from '#domain/vote/outcome';
import type { EventLog } from '../local-discord/event-log.ts';
import type { Story } from '../local-discord/harness/story.ts';
import type { Town } from '../town.ts';

/** What people read when a vote has closed. */
const TITLES: Record<Outcome['result'], string> = {
  continue: 'On you go',
  tweak: 'A few changes, then on',
  pause: 'A pause',
};

export type Compared = {
  trial: number;
  stored: Outcome['result'];
  bySilence: boolean;
  /** Results announced in that thread, in order, as the members could read them. */
  seen: { messageId: string; result: Outcome['result']; by: string[] } | null;
  agrees: boolean;
};

/** Lays the stored outcomes beside what stands in the world's log, and nothing but the log. */
export const compareOutcomes = async (
  town: Town,
  story: Story,
  log: Pick<EventLog, 'of'> = town.discord.log,
): Promise<Compared[]> => {
  const { world } = town.discord;
  const stored = (
    await town.running.unitOfWork.run(story.guildId as GuildId, async (unit) => {
      const found: { outcome: Outcome; thread: string | null; members: number }[] = [];
      for (const outcome of await unit.outcomes.between(new Date(0), town.clock.now())) {
        const thread = await unit.places.get({ kind: 'thread', partnership: outcome.partnership });
        found.push({ outcome, thread: thread?.channel ?? null, members: outcome.members });
      }
      return ok(found);
    })
  ).unwrap();
  const announced = log.of('message').flatMap((entry) => {
    if (entry.change !== 'created' || entry.guildId !== story.guildId) return [];
    const result = (Object.keys(TITLES) as Outcome['result'][]).find((key) =>
      entry.text.startsWith(`### ${TITLES[key]}`),
    );
    return result ? [{ ...entry, result }] : [];
  });
  return stored.map(({ outcome, thread, members }) => {
    const here = announced.filter(({ channelId }) => channelId === thread);
    const entry = here[outcome.trial - 1];
    const by = (entry?.visibleTo ?? [])
      .filter((id) => id !== story.owner.id && !world.people.get(id)?.bot)
      .map((id) => world.people.get(id)?.globalName ?? id);
    return {
      trial: outcome.trial,
      stored: outcome.result,
      bySilence: outcome.bySilence,
      seen: entry ? { messageId: entry.messageId, result: entry.result, by } : null,
      agrees: entry?.result === outcome.result && by.length === members,
    };
  });
};
