import { BestAssignment } from './best-assignment.ts';
import { clocksNear, LARGEST_CIRCLE } from './circle-fit.ts';
import { FULL_SCORE } from './compatibility.ts';
import { LEAST_SHARED_HOURS } from './criteria/shared-free-hours.ts';
import { type Dice, dice } from './dice.ts';
import { bitCount, WEEK_WORDS } from './free-hours.ts';
import type { ScoreMatrix } from './score-matrix.ts';

/** What it costs at most, in points, to keep one's seat: at first so much, and nothing after so much of all turns. */
const RESTLESSNESS = FULL_SCORE / 20;
const RESTLESS_FOR = 0.8;
/** Costs more than all seats together can be worth, of a thousand circles of six. */
const MISFIT = 100_000_000;
/** Who stays when one stands up, at most. */
const STAY = LARGEST_CIRCLE - 1;

/**
 * Raises the sum of all scores. In each turn one of every circle stands up, the weaker of two drawn, and all
 * are seated again in the best way there is, an exact assignment: so it finds what exchanges of two cannot,
 * rings of many. Staying costs something at first and ever less (annealing), so that it does not end with the
 * first circles that no turn can better. Sizes stay; each circle fits before and after. Returns the best that
 * was seen; the same circles give the same, always.
 */
export function reseat(
  matrix: ScoreMatrix,
  circles: readonly (readonly number[])[],
  turns: number,
  progress?: (done: number) => void,
): number[][] {
  const room = new Room(matrix, circles);
  const roll = dice(circles.length);
  let best = room.seated();
  let sum = 0;
  let most = 0;
  for (let turn = 1; turn <= turns; turn++) {
    sum += room.seatAgain(roll, RESTLESSNESS * Math.max(0, 1 - turn / (RESTLESS_FOR * turns)));
    if (sum > most) {
      most = sum;
      best = room.seated();
    }
    progress?.(turn / turns);
  }
  return best;
}

class Room {
  private readonly scores: Int16Array;
  private readonly size: number;
  /** Each member's clock as a place in a list of all there are, and which of them are near each other. */
  private readonly clocks: Int32Array;
  private readonly clockCount: number;
  private readonly near: Uint8Array;
  private readonly speaks: Int32Array;
  private readonly free: Int32Array;
  /** By circle: who stands, how many stay, and who, in rows of `STAY`. */
  private readonly standing: Int32Array;
  private readonly staying: Int32Array;
  private readonly stayed: Int32Array;
  /** By circle, what those who stay have in common; and, for each clock, whether nobody would be alone with it. */
  private readonly languages: Int32Array;
  private readonly hours: Int32Array;
  private readonly company: Uint8Array;
  private readonly cost: Int32Array;
  private readonly own: Int32Array;
  private readonly assignment: BestAssignment;

  constructor({ table, scores }: ScoreMatrix, circles: readonly (readonly number[])[]) {
    const count = circles.length;
    this.scores = scores;
    this.size = table.size;
    const minutes = [...new Set(table.members.map(({ minutesAhead }) => minutesAhead))];
    const place = new Map(minutes.map((each, i) => [each, i]));
    this.clocks = Int32Array.from(table.members, ({ minutesAhead }) => place.get(minutesAhead)!);
    this.clockCount = minutes.length;
    this.near = Uint8Array.from(minutes.flatMap((a) => minutes.map((b) => (clocksNear(a, b) ? 1 : 0))));
    this.speaks = table.languages;
    this.free = table.hours;
    this.standing = Int32Array.from(circles, (circle) => circle[0]!);
    this.staying = Int32Array.from(circles, (circle) => circle.length - 1);
    this.stayed = new Int32Array(STAY * count);
    circles.forEach((circle, c) => {
      this.stayed.set(circle.slice(1), STAY * c);
    });
    this.languages = new Int32Array(count);
    this.hours = new Int32Array(WEEK_WORDS * count);
    this.company = new Uint8Array(minutes.length * count);
    this.cost = new Int32Array(count * count);
    this.own = new Int32Array(count);
    this.assignment = new BestAssignment(count);
  }

  seated(): number[][] {
    const { standing, staying, stayed } = this;
    return Array.from(standing, (who, c) => [who, ...stayed.subarray(STAY * c, STAY * c + staying[c]!)]);
  }

  /** One turn, in which keeping one's seat costs up to `toll`; returns what it added to the sum of all scores. */
  seatAgain(roll: Dice, toll: number): number {
    const { standing, cost, own } = this;
    const count = standing.length;
    for (let c = 0; c < count; c++) {
      this.standUp(c, roll);
      this.readStaying(c);
    }
    for (let c = 0; c < count; c++) this.weighSeats(c);
    for (let c = 0; c < count; c++) {
      own[c] = cost[c * count + c]!;
      cost[c * count + c]! += Math.floor((toll * roll(1000)) / 1000);
    }
    const { columnOf } = this.assignment.solve(cost);
    let gain = 0;
    const stood = standing.slice();
    for (let from = 0; from < count; from++) {
      const to = columnOf[from]!;
      standing[to] = stood[from]!;
      if (to !== from) gain += own[from]! - cost[from * count + to]!;
    }
    return gain;
  }

  /** Draws two of a circle; the one whom the others would miss less stands up. */
  private standUp(c: number, roll: Dice): void {
    const { standing, staying, stayed } = this;
    const first = STAY * c;
    const one = first - 1 + roll(staying[c]! + 1);
    const other = first - 1 + roll(staying[c]! + 1);
    const seat = this.worth(c, one) <= this.worth(c, other) ? one : other;
    if (seat < first) return;
    const who = stayed[seat]!;
    stayed[seat] = standing[c]!;
    standing[c] = who;
  }

  /** Reads what those who stay have in common. */
  private readStaying(c: number): void {
    const { stayed, speaks, free, hours, clocks, clockCount, near, company } = this;
    const first = STAY * c;
    const end = first + this.staying[c]!;
    let languages = -1;
    hours.fill(-1, WEEK_WORDS * c, WEEK_WORDS * (c + 1));
    for (let i = first; i < end; i++) {
      const who = stayed[i]!;
      languages &= speaks[who]!;
      for (let word = 0; word < WEEK_WORDS; word++)
        hours[WEEK_WORDS * c + word]! &= free[WEEK_WORDS * who + word]!;
    }
    this.languages[c] = languages;
    for (let clock = 0; clock < clockCount; clock++) {
      let some = 0;
      let all = 1;
      for (let i = first; i < end; i++) {
        const row = clockCount * clocks[stayed[i]!]!;
        const here = near[row + clock]!;
        let met = here;
        for (let j = first; j < end; j++) if (j !== i) met |= near[row + clocks[stayed[j]!]!]!;
        some |= here;
        all &= met;
      }
      company[clockCount * c + clock] = some & all;
    }
  }

  /** What somebody adds to their circle: at a seat of those who stay, or, before the first, the one who stands. */
  private worth(c: number, seat: number): number {
    const { standing, staying, stayed, scores, size } = this;
    const first = STAY * c;
    const row = size * (seat < first ? standing[c]! : stayed[seat]!);
    let sum = seat < first ? 0 : scores[row + standing[c]!]!;
    for (let i = first; i < first + staying[c]!; i++) if (i !== seat) sum += scores[row + stayed[i]!]!;
    return sum;
  }

  /** What each seat would cost the one who stands up from a circle: less the more they like it there. */
  private weighSeats(from: number): void {
    const { standing, staying, stayed, scores, size, cost, languages, speaks, company, clocks, clockCount } =
      this;
    const count = standing.length;
    const who = standing[from]!;
    const row = size * who;
    const speak = speaks[who]!;
    const clock = clocks[who]!;
    for (let to = 0; to < count; to++) {
      let misfit = (languages[to]! & speak) === 0 || company[clockCount * to + clock] === 0;
      const end = STAY * to + staying[to]!;
      let sum = 0;
      for (let i = STAY * to; i < end && !misfit; i++) {
        const score = scores[row + stayed[i]!]!;
        misfit = score < 0;
        sum += score;
      }
      cost[from * count + to] = misfit || !this.shareHours(to, who) ? MISFIT : -sum;
    }
  }

  /** Whether somebody shares enough hours with those who stay. */
  private shareHours(to: number, who: number): boolean {
    const { hours, free } = this;
    let shared = 0;
    for (let word = 0; word < WEEK_WORDS; word++) {
      const both = hours[WEEK_WORDS * to + word]! & free[WEEK_WORDS * who + word]!;
      if (both === 0) continue;
      shared += bitCount(both);
      if (shared >= LEAST_SHARED_HOURS) return true;
    }
    return false;
  }
}
