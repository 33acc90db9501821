/** The first millisecond of Discord's calendar, from which every id counts. */
export const DISCORD_EPOCH = 1_420_070_400_000;

/**
 * Makes Discord ids: 42 bits of milliseconds since 2015, 10 bits that stand for the seed, 12 bits of count.
 * Ids only grow, also when the clock is set back, because clients sort messages by them.
 * Source: discord/discord-api-docs developers/reference#snowflakes.
 */
export class Snowflakes {
  readonly #now: () => number;
  readonly #seed: bigint;
  #millisecond = 0;
  #count = 0;

  constructor(now: () => number, seed: number) {
    this.#now = now;
    this.#seed = BigInt(seed & 0x3ff);
  }

  next(): string {
    const now = Math.max(Math.floor(this.#now()), this.#millisecond);
    if (now > this.#millisecond) {
      this.#millisecond = now;
      this.#count = 0;
    } else if (this.#count === 0xfff) {
      this.#millisecond += 1;
      this.#count = 0;
    } else this.#count += 1;
    return String(
      (BigInt(this.#millisecond - DISCORD_EPOCH) << 22n) | (this.#seed << 12n) | BigInt(this.#count),
    );
  }
}

/** Orders ids by age without turning each into a bigint: a longer decimal is a younger one. */
export function compareIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}
