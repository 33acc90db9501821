/** Draws a whole number from 0 up to a bound, the bound not included. */
export type Dice = (bound: number) => number;

/** A stream of draws that is the same for the same seed on every machine (Ettinger's mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 4294967296) * bound);
  };
}
