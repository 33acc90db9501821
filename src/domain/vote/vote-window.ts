import { HOUR_MS } from '../time/local-time.ts';
import type { Vote } from './vote.ts';

/** From the delivery of the prompt, and once more as a gentle extension. */
export const VOTE_WINDOW_MS = 48 * HOUR_MS;
/** Everybody has voted: time to change one's mind. */
export const RECONSIDER_MS = 10 * 60_000;
/** A close that comes this late was our own absence, which never counts as anybody's silence. */
const OUR_ABSENCE_MS = HOUR_MS;

export type Closing =
  | { kind: 'close' }
  | { kind: 'extend'; closesAt: Date; because: 'first-silence' | 'our-absence' };

/**
 * What happens when a vote's hour has come at `now`. With everybody's ballot it closes. Otherwise an
 * absence of ours gives the time back (two days at most), the first silence gets one extension, and the second closes.
 */
export const closingOf = (vote: Vote, everybodyVoted: boolean, now: Date): Closing => {
  if (everybodyVoted) return { kind: 'close' };
  const late = now.getTime() - vote.closesAt.getTime();
  if (late > OUR_ABSENCE_MS)
    return {
      kind: 'extend',
      because: 'our-absence',
      closesAt: new Date(now.getTime() + Math.min(late, VOTE_WINDOW_MS)),
    };
  if (!vote.extended)
    return { kind: 'extend', because: 'first-silence', closesAt: new Date(now.getTime() + VOTE_WINDOW_MS) };
  return { kind: 'close' };
};
