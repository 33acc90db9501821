import { circleFits, LARGEST_CIRCLE, SMALLEST_CIRCLE, scoreWith } from './circle-fit.ts';
import type { ScoreLookup } from './score-matrix.ts';
import type { ScoreTable } from './score-table.ts';

/** For a new circle, so many who are left and so many from other circles are looked at two by two. */
const TRIED = 30;
/** For so many, the longest waiting first, others move: each is compared with every seat. */
const MOST_MOVES = 200;

/**
 * Finds a place for those who are not in a circle yet, the longest waiting first: new circles of their own,
 * smaller ones if need be, then places in circles that are there, then one member of a circle moves: to another
 * that has room, or to begin a new one. Adds to `groups`; returns who is left.
 */
export function seatTheRest(
  table: ScoreTable,
  score: ScoreLookup,
  groups: number[][],
  rest: readonly number[][],
  size: number,
): number[] {
  const { members } = table;
  const small = groups.filter((group) => group.length < SMALLEST_CIRCLE);
  groups.splice(0, groups.length, ...groups.filter((group) => group.length >= SMALLEST_CIRCLE));
  let open = [...small, ...rest].flat();
  open.sort((a, b) => members[b]!.roundsWaited - members[a]!.roundsWaited || a - b);
  const tried: number[] = [];
  while (open.length > 0) {
    const circle = [open.shift()!];
    while (circle.length < size) {
      const next = bestAddition(table, score, circle, open);
      if (next < 0) break;
      circle.push(next);
      open = open.filter((i) => i !== next);
    }
    if (circle.length >= SMALLEST_CIRCLE) groups.push(circle);
    else {
      tried.push(circle[0]!);
      open.push(...circle.slice(1));
    }
  }
  const alone = tried.filter((who) => !joinOne(table, score, groups, who));
  const first = alone.slice(0, MOST_MOVES);
  const moved = first.filter((who) => !swapIn(table, score, groups, who));
  return [...beginWithSpare(table, score, groups, moved), ...alone.slice(MOST_MOVES)];
}

/** A place for one in the smallest circle that fits, the best of those. */
function joinOne(table: ScoreTable, score: ScoreLookup, groups: readonly number[][], who: number): boolean {
  let best: number[] | null = null;
  for (const group of groups) {
    if (group.length >= LARGEST_CIRCLE || (best && best.length < group.length)) continue;
    const better =
      !best || group.length < best.length || scoreWith(score, who, group) > scoreWith(score, who, best);
    if (better && circleFits(table, [...group, who])) best = group;
  }
  best?.push(who);
  return best !== null;
}

/** A place for one in a circle from which another can move on. */
function swapIn(table: ScoreTable, score: ScoreLookup, groups: readonly number[][], who: number): boolean {
  for (const group of groups) {
    for (const [at, other] of group.entries()) {
      const then = group.with(at, who);
      if (score(who, other === group[0] ? group[1]! : group[0]!) < 0 || !circleFits(table, then)) continue;
      const elsewhere = groups.filter((each) => each !== group);
      if (!joinOne(table, score, elsewhere, other)) continue;
      group[at] = who;
      return true;
    }
  }
  return false;
}

/**
 * New circles of three of those who are left and members whom larger circles can spare; returns who is still
 * left.
 */
function beginWithSpare(
  table: ScoreTable,
  score: ScoreLookup,
  groups: number[][],
  left: readonly number[],
): number[] {
  const seated = new Set<number>();
  for (const who of left) {
    if (seated.has(who)) continue;
    const others = left.filter((each) => each !== who && !seated.has(each) && score(who, each) >= 0);
    const spare = groups
      .filter((group) => group.length > SMALLEST_CIRCLE)
      .flat()
      .filter((each) => score(who, each) >= 0)
      .sort((a, b) => score(who, b) - score(who, a) || a - b);
    const open = [...others.slice(0, TRIED), ...spare.slice(0, TRIED)];
    const circle = firstOf(open, (x, y) => {
      if (!circleFits(table, [who, x, y])) return false;
      return groups.every((group) => {
        const stay = group.filter((each) => each !== x && each !== y);
        return stay.length === group.length || (stay.length >= SMALLEST_CIRCLE && circleFits(table, stay));
      });
    });
    if (!circle) continue;
    groups.forEach((group, g) => {
      if (group.some((each) => circle.includes(each)))
        groups[g] = group.filter((each) => !circle.includes(each));
    });
    groups.push([who, ...circle]);
    for (const each of [who, ...circle]) seated.add(each);
  }
  return left.filter((who) => !seated.has(who));
}

function firstOf(open: readonly number[], good: (x: number, y: number) => boolean): [number, number] | null {
  for (const [i, x] of open.entries()) for (const y of open.slice(i + 1)) if (good(x, y)) return [x, y];
  return null;
}

function bestAddition(
  table: ScoreTable,
  score: ScoreLookup,
  circle: number[],
  open: readonly number[],
): number {
  let best = -1;
  let bestGain = -1;
  for (const i of open) {
    const gain = scoreWith(score, i, circle);
    if (gain > bestGain && circleFits(table, [...circle, i])) {
      best = i;
      bestGain = gain;
    }
  }
  return best;
}
