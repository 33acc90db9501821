import type { Answer } from './discord-answers.ts';

/** Discord bans an address after 10,000 of these in ten minutes; other processes may share the address. */
const INVALID_REQUESTS_ALLOWED = 2_000;
const WINDOW_MS = 10 * 60_000;
const FIRST_HOLD_MS = 30_000;
const LONGEST_HOLD_MS = 5 * 60_000;
const MOST_PLACES = 10_000;

/**
 * Keeps refused requests rare (https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans):
 * a place that refused us is not asked again for a while, each time longer, and answers from memory; when
 * too many requests were invalid altogether, everything waits for the window's end. It uses wall time,
 * as Discord does.
 */
export class InvalidRequestGuard {
  readonly #now: () => number;
  readonly #held = new Map<string, { until: number; holdMs: number; answer: Answer }>();
  #windowEndsAt = 0;
  #invalid = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The answer to give without asking Discord, or null when it may be asked. */
  answerFor(place: string | null): Answer | null {
    const now = this.#now();
    if (now < this.#windowEndsAt && this.#invalid >= INVALID_REQUESTS_ALLOWED) {
      return { meaning: 'later', code: 'too-many-invalid', afterMs: this.#windowEndsAt - now, unsure: false };
    }
    const held = place === null ? undefined : this.#held.get(place);
    return held && now < held.until ? held.answer : null;
  }

  /** Learns from an error answer; only a missing permission or closed DMs hold a place back. */
  refused(place: string | null, answer: Answer): void {
    const now = this.#now();
    const holds = answer.meaning === 'no-permission' || answer.meaning === 'dm-closed';
    if (holds || answer.code === 429 || answer.meaning === 'token-dead') this.#count(now);
    if (!holds || place === null) return;
    const holdMs = Math.min(LONGEST_HOLD_MS, (this.#held.get(place)?.holdMs ?? FIRST_HOLD_MS / 2) * 2);
    if (this.#held.size >= MOST_PLACES) this.#forgetOldest();
    this.#held.delete(place);
    this.#held.set(place, { until: now + holdMs, holdMs, answer });
  }

  accepted(place: string | null): void {
    if (place !== null) this.#held.delete(place);
  }

  #count(now: number): void {
    if (now >= this.#windowEndsAt) {
      this.#windowEndsAt = now + WINDOW_MS;
      this.#invalid = 0;
    }
    this.#invalid += 1;
  }

  #forgetOldest(): void {
    const oldest = this.#held.keys().next();
    if (!oldest.done) this.#held.delete(oldest.value);
  }
}
