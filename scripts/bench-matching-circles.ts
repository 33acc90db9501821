import type { ScoreLookup } from '#domain/matching/score-matrix';
import type { Dice } from '#domain/matching/dice';

/** Groups of a size as they fall; the last may be smaller. */
export function randomGroups(size: number, groupSize: number, roll: Dice): number[][] {
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = roll(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const groups: number[][] = [];
  for (let i = 0; i < size; i += groupSize) groups.push(order.slice(i, i + groupSize));
  return groups;
}

/**
 * The exchange method of anticlust (Papenberg and Klau 2021) turned to likeness: from random groups, each member
 * in turn exchanges places with whoever adds most to the sum within groups, until no exchange does. A pair that
 * may not meet counts as a heavy loss. A pass looks at every two members; a large pool can be given fewer of them.
 */
export function localMaximum(
  size: number,
  groupSize: number,
  score: ScoreLookup,
  roll: Dice,
  passes = Number.POSITIVE_INFINITY,
): number[][] {
  const worth = (a: number, b: number) => (score(a, b) < 0 ? -20_000 : score(a, b));
  const groups = randomGroups(size, groupSize, roll);
  const groupOf = new Int32Array(size);
  groups.forEach((group, g) => {
    for (const i of group) groupOf[i] = g;
  });
  const within = (who: number, group: readonly number[], without: number) => {
    let sum = 0;
    for (const other of group) if (other !== without && other !== who) sum += worth(who, other);
    return sum;
  };
  for (let changed = true, pass = 0; changed && pass < passes; pass++) {
    changed = false;
    for (let x = 0; x < size; x++) {
      let best = -1;
      let most = 0;
      const own = groups[groupOf[x]!]!;
      const now = within(x, own, -1);
      for (let z = 0; z < size; z++) {
        if (groupOf[z] === groupOf[x]) continue;
        const other = groups[groupOf[z]!]!;
        const gain = within(x, other, z) + within(z, own, x) - now - within(z, other, -1);
        if (gain > most) {
          most = gain;
          best = z;
        }
      }
      if (best < 0) continue;
      const [c, d] = [groupOf[x]!, groupOf[best]!];
      groups[c]![groups[c]!.indexOf(x)] = best;
      groups[d]![groups[d]!.indexOf(best)] = x;
      groupOf[x] = d;
      groupOf[best] = c;
      changed = true;
    }
  }
  return groups;
}
