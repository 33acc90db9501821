import { Routes, SnowflakeUtil, type APIMessage } from 'discord.js';
import type { ChannelId, GuildId, UserId } from '#domain/ids';
import type { Presence } from '#use-cases/ports/announcer';
import { Answered, type PacedRest } from './announcing/paced-rest.ts';

const PAGE = 100;
const MOST_PAGES = 5;

/** Looks over REST who is there: membership and authors, never content. Throws during an outage. */
export class DiscordPresence implements Presence {
  readonly #rest: PacedRest;

  constructor(rest: PacedRest) {
    this.#rest = rest;
  }

  async isMember(guild: GuildId, user: UserId): Promise<boolean> {
    const found = await this.#unless(['member-gone'], (call) => call('GET', Routes.guildMember(guild, user)));
    return found !== null;
  }

  /** Looks at up to 500 messages; bots do not count as anybody. */
  async wroteSince(channel: ChannelId, since: Date): Promise<UserId[]> {
    const authors = new Set<UserId>();
    let after = lastIdOf(since);
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const messages = await this.#unless(['place-gone', 'no-permission'], (call) =>
        call<Pick<APIMessage, 'id' | 'author'>[]>('GET', Routes.channelMessages(channel), {
          place: channel,
          query: { after, limit: String(PAGE) },
        }),
      );
      for (const { author } of messages ?? []) if (!author.bot) authors.add(author.id as UserId);
      const newest = messages?.map(({ id }) => id).reduce(later, after) ?? after;
      if (!messages || messages.length < PAGE || newest === after) break;
      after = newest;
    }
    return [...authors];
  }

  async #unless<T>(
    meanings: readonly string[],
    request: (call: ReturnType<PacedRest['begin']>) => Promise<T>,
  ): Promise<T | null> {
    try {
      return await request(this.#rest.begin());
    } catch (error) {
      if (error instanceof Answered && meanings.includes(error.answer.meaning)) return null;
      throw error;
    }
  }
}

/** Snowflakes are ordered by time: the last one of that millisecond. */
function lastIdOf(instant: Date): string {
  const timestamp = Math.max(instant.getTime(), Number(SnowflakeUtil.epoch));
  return String(SnowflakeUtil.generate({ timestamp, increment: 4095n, workerId: 31n, processId: 31n }));
}

function later(a: string, b: string): string {
  return BigInt(a) > BigInt(b) ? a : b;
}
