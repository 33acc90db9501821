import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Dispatched } from '#use-cases/ports/announcer';

/** What one of Discord's error answers means to us, whatever was asked. */
export type Meaning =
  | 'message-gone'
  | 'member-gone'
  | 'place-gone'
  | 'no-permission'
  | 'dm-closed'
  /** The thread is archived: it has to be woken before this works. */
  | 'asleep'
  | 'later'
  | 'refused'
  | 'token-dead';

/** An error answer, read; `afterMs` says when asking again makes sense. */
export type Answer = {
  meaning: Meaning;
  code: number | string;
  afterMs: number;
  /** No word came back, or a 5xx: Discord may have done it all the same. */
  unsure: boolean;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * Discord's JSON error codes and what each means to us.
 * Source: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes (copy of
 * August 2026); a page beside a code says more about it. Codes that are not here are refusals.
 */
export const DISCORD_ANSWERS: Readonly<
  Record<number, { meaning: Meaning; afterMs?: number; source?: string }>
> = {
  10003: { meaning: 'place-gone' }, // unknown channel
  10004: { meaning: 'refused' }, // unknown guild: the bot was removed
  10007: { meaning: 'member-gone' }, // unknown member
  10008: { meaning: 'message-gone' }, // unknown message
  10011: { meaning: 'refused' }, // unknown role
  10013: { meaning: 'member-gone' }, // unknown user
  20009: { meaning: 'refused' }, // explicit content filter
  20016: { meaning: 'later', afterMs: 30 * SECOND }, // slowmode
  20022: { meaning: 'later', afterMs: 10 * MINUTE }, // announcement edit limit
  20028: { meaning: 'later', afterMs: MINUTE }, // channel write rate limit
  20029: { meaning: 'later', afterMs: MINUTE }, // server write rate limit
  20031: { meaning: 'refused' }, // a name with words that are not allowed
  30003: { meaning: 'refused' }, // 250 pins in the channel
  30013: { meaning: 'refused' }, // 500 channels in the server
  30033: { meaning: 'refused' }, // 1,000 participants in the thread
  30046: { meaning: 'later', afterMs: 10 * MINUTE }, // too many edits of messages older than an hour
  30060: { meaning: 'refused' }, // 1,000 overwrites on the channel
  40001: { meaning: 'token-dead' }, // unauthorized
  40003: { meaning: 'later', afterMs: 10 * MINUTE }, // opening direct messages too fast
  40004: { meaning: 'later', afterMs: 10 * MINUTE }, // sending is disabled for now
  40005: { meaning: 'refused' }, // entity too large
  40006: { meaning: 'later', afterMs: 10 * MINUTE }, // feature disabled for now
  40007: { meaning: 'member-gone' }, // banned from this server
  40058: { meaning: 'refused' }, // a forum takes no plain messages
  40062: {
    meaning: 'later',
    afterMs: MINUTE,
    source: 'https://docs.discord.com/developers/topics/rate-limits',
  },
  40333: { meaning: 'later', afterMs: 10 * MINUTE }, // Cloudflare stands in between
  50001: { meaning: 'no-permission' }, // missing access
  50003: { meaning: 'refused' }, // not on a DM channel
  50005: { meaning: 'refused' }, // another author's message
  50006: { meaning: 'refused' }, // empty message
  50007: { meaning: 'dm-closed' }, // cannot send messages to this user
  50008: { meaning: 'refused' }, // not a text channel
  50009: { meaning: 'no-permission' }, // verification level of the channel
  50013: {
    meaning: 'no-permission',
    source: 'https://docs.discord.com/developers/topics/permissions',
  },
  50014: { meaning: 'token-dead' }, // invalid authentication token
  50019: { meaning: 'refused' }, // pinned elsewhere than sent
  50021: { meaning: 'refused' }, // a system message
  50024: { meaning: 'refused' }, // not on this channel type
  50033: { meaning: 'member-gone' }, // invalid recipient
  50035: { meaning: 'refused' }, // invalid form body
  50055: { meaning: 'refused' }, // invalid guild
  50068: { meaning: 'refused' }, // invalid message type
  50083: {
    meaning: 'asleep',
    source: 'https://docs.discord.com/developers/topics/threads#active-and-archived-threads',
  },
  50109: { meaning: 'refused' }, // invalid JSON
  50278: { meaning: 'dm-closed' }, // no server in common
  110001: { meaning: 'later', afterMs: MINUTE }, // application not yet available
  130000: { meaning: 'later', afterMs: MINUTE }, // overloaded
  160005: { meaning: 'no-permission' }, // the thread is locked, and we may not unlock it
  160006: { meaning: 'later', afterMs: 15 * MINUTE }, // 1,000 active threads: one may be archived meanwhile
  200000: { meaning: 'refused' }, // automatic moderation
  200001: { meaning: 'refused' }, // automatic moderation of a title
  240000: { meaning: 'refused' }, // harmful links filter
};

/** Discord's own advice after a 5xx is to wait a bit (opcodes-and-status-codes, 502). */
const AFTER_OUTAGE_MS = 5 * SECOND;

/**
 * Reads whatever discord.js threw for a request: a rate limit carries its own delay, 401 means that the
 * token is dead whatever the code, 5xx and a lost connection are worth another try, any other unknown 4xx is a refusal.
 */
export function readAnswer(error: unknown): Answer {
  if (error instanceof RateLimitError) {
    return {
      meaning: 'later',
      code: 429,
      afterMs: Math.max(error.retryAfter, error.timeToReset),
      unsure: false,
    };
  }
  if (error instanceof DiscordAPIError) {
    if (error.status === 401) return { meaning: 'token-dead', code: 401, afterMs: 0, unsure: false };
    const known = DISCORD_ANSWERS[Number(error.code)];
    return {
      meaning: known?.meaning ?? 'refused',
      code: error.code,
      afterMs: known?.afterMs ?? 0,
      unsure: false,
    };
  }
  if (error instanceof HTTPError) {
    return { meaning: 'later', code: error.status, afterMs: AFTER_OUTAGE_MS, unsure: true };
  }
  return { meaning: 'later', code: networkCode(error), afterMs: AFTER_OUTAGE_MS, unsure: true };
}

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'network';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : error.name;
}

/**
 * The answer as the ledger understands it. Taking away what is already gone is done; making something
 * where its place is gone degrades; the rest does not depend on what was asked.
 */
export function dispatchedFrom(answer: Answer, aim: 'make' | 'remove'): Dispatched {
  const { code } = answer;
  switch (answer.meaning) {
    case 'message-gone':
    case 'member-gone':
      return aim === 'remove' ? DONE : { kind: 'refused', code };
    case 'place-gone':
      return aim === 'remove' ? DONE : { kind: 'degrade', because: 'place-gone', code };
    case 'no-permission':
      return { kind: 'degrade', because: 'no-permission', code };
    case 'dm-closed':
      return { kind: 'degrade', because: 'dm-closed', code };
    case 'asleep':
      return aim === 'remove' ? DONE : { kind: 'retry', afterMs: AFTER_OUTAGE_MS, code };
    case 'later':
      return { kind: 'retry', afterMs: answer.afterMs, code };
    case 'refused':
      return { kind: 'refused', code };
    case 'token-dead':
      return { kind: 'stopped', code: 401 };
  }
}

const DONE: Dispatched = { kind: 'done', channel: null, message: null };
