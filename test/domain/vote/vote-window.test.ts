import { describe, expect, it } from 'vitest';
import type { GuildId, PartnershipId, VoteId } from '#domain/ids';
import { HOUR_MS } from '#domain/time/local-time';
import type { Vote } from '#domain/vote/vote';
import { closingOf } from '#domain/vote/vote-window';

const closesAt = new Date('2026-12-06T18:00:00Z');
const vote = (extended: boolean): Vote => ({
  id: 'vote' as VoteId,
  guild: 'guild' as GuildId,
  partnership: 'pair' as PartnershipId,
  trial: 1,
  openedAt: new Date('2026-12-04T18:00:00Z'),
  closesAt,
  extended,
  state: 'open',
  version: 1,
});
const hoursLater = (hours: number) => new Date(closesAt.getTime() + hours * HOUR_MS);

describe('the end of a vote', () => {
  it('closes when everybody has voted', () => {
    expect(closingOf(vote(false), true, closesAt)).toEqual({ kind: 'close' });
  });

  it('gives the first silence one gentle extension of 48 hours', () => {
    expect(closingOf(vote(false), false, closesAt)).toEqual({
      kind: 'extend',
      because: 'first-silence',
      closesAt: hoursLater(48),
    });
  });

  it('closes after the extension', () => {
    expect(closingOf(vote(true), false, closesAt)).toEqual({ kind: 'close' });
  });

  it('gives back the time in which the bot itself was away', () => {
    expect(closingOf(vote(true), false, hoursLater(5))).toEqual({
      kind: 'extend',
      because: 'our-absence',
      closesAt: hoursLater(10),
    });
  });

  it('gives back two days at most', () => {
    expect(closingOf(vote(true), false, hoursLater(72))).toMatchObject({ closesAt: hoursLater(120) });
  });
});
