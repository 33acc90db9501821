import { BestAssignment } from './best-assignment.ts';
import { partnerOf, worthOf } from './candidates.ts';
import { clocksNear, LARGEST_CIRCLE } from './circle-fit.ts';
import { FULL_SCORE } from './compatibility.ts';
import { LEAST_SHARED_HOURS } from './criteria/shared-free-hours.ts';
import { type Dice, dice } from './dice.ts';
import { bitCount, WEEK_WORDS } from './free-hours.ts';
import { PARTNERS, type ScoreMatrix } from './score-matrix.ts';

/** What it costs at most, in points, to keep one's seat: at first so much, and ever less. */
const RESTLESSNESS = FULL_SCORE / 20;
/** Who stands up is drawn within so many points of who should. */
const CHANCE = FULL_SCORE / 4;
/** Seats are looked for where somebody's best partners sit; so many of those are wished for. */
const SEATS = 8;
/** Somebody may expect of each in their circle so much of what so many of their best partners give in the mean. */
const EXPECTED = 0.6;
const BEST_PARTNERS = 12;
/** Who stays when one stands up, at most. */
const STAY = LARGEST_CIRCLE - 1;

/**
 * Raises the sum of all scores. In each turn one of every circle stands up, mostly one who has little there of
 * what they could expect, and all are seated again in the best way there is, an exact assignment: so it finds
 * what exchanges of two cannot, rings of many. Staying costs something at first and ever less (annealing), so
 * that it does not end with the first circles that no turn can better. Sizes stay; each circle fits before and
 * after. Returns the best that was seen; the same circles give the same, always.
 */
export function reseat(
  matrix: ScoreMatrix,
  circles: readonly (readonly number[])[],
  turns: number,
  progress?: (done: number) => void,
): number[][] {
  const room = new Room(matrix, circles);
  const roll = dice(circles.length);
  let sum = 0;
  let most = 0;
  for (let turn = 1; turn <= turns; turn++) {
    sum += room.seatAgain(roll, RESTLESSNESS * (1 - turn / turns));
    if (sum > most) {
      most = sum;
      room.remember();
    }
    progress?.(turn / turns);
  }
  return room.remembered();
}

class Room {
  private readonly scores: Int16Array;
  private readonly size: number;
  /** By member, their best partners, in rows of `PARTNERS`; and what they may expect of each in their circle. */
  private readonly partners: Int32Array;
  private readonly expected: Float64Array;
  /** Each member's clock as a place in a list of all there are, and which of them are near each other. */
  private readonly clocks: Int32Array;
  private readonly clockCount: number;
  private readonly near: Uint8Array;
  private readonly speaks: Int32Array;
  private readonly free: Int32Array;
  /** By member, their circle; -1 for none. */
  private readonly circleOf: Int32Array;
  /** By circle: who stands, how many stay, and who, in rows of `STAY`. */
  private readonly standing: Int32Array;
  private readonly staying: Int32Array;
  private readonly stayed: Int32Array;
  /** The same as it was when the sum was greatest. */
  private readonly bestStanding: Int32Array;
  private readonly bestStayed: Int32Array;
  /** By circle, what those who stay have in common; and, for each clock, whether nobody would be alone with it. */
  private readonly languages: Int32Array;
  private readonly hours: Int32Array;
  private readonly company: Uint8Array;
  /** By circle, what its seat is worth to the one who stands, and whose seats were last looked at. */
  private readonly worthNow: Int32Array;
  private readonly seen: Int32Array;
  private readonly gains = new Int32Array(SEATS);
  private readonly assignment: BestAssignment;

  constructor(matrix: ScoreMatrix, circles: readonly (readonly number[])[]) {
    const { table, scores, best } = matrix;
    const count = circles.length;
    this.scores = scores;
    this.size = table.size;
    this.partners = new Int32Array(best.length);
    this.expected = new Float64Array(table.size);
    for (let i = 0; i < best.length; i++) {
      const key = best[i]!;
      const who = Math.floor(i / PARTNERS);
      this.partners[i] = key < 0 ? -1 : partnerOf(key, who, table.size);
      if (key >= 0 && i % PARTNERS < BEST_PARTNERS)
        this.expected[who]! += (EXPECTED * worthOf(key, table.size)) / BEST_PARTNERS;
    }
    const minutes = [...new Set(table.members.map(({ minutesAhead }) => minutesAhead))];
    const place = new Map(minutes.map((each, i) => [each, i]));
    this.clocks = Int32Array.from(table.members, ({ minutesAhead }) => place.get(minutesAhead)!);
    this.clockCount = minutes.length;
    this.near = Uint8Array.from(minutes.flatMap((a) => minutes.map((b) => (clocksNear(a, b) ? 1 : 0))));
    this.speaks = table.languages;
    this.free = table.hours;
    this.circleOf = new Int32Array(table.size).fill(-1);
    this.standing = Int32Array.from(circles, (circle) => circle[0]!);
    this.staying = Int32Array.from(circles, (circle) => circle.length - 1);
    this.stayed = new Int32Array(STAY * count);
    circles.forEach((circle, c) => {
      this.stayed.set(circle.slice(1), STAY * c);
      for (const who of circle) this.circleOf[who] = c;
    });
    this.bestStanding = this.standing.slice();
    this.bestStayed = this.stayed.slice();
    this.languages = new Int32Array(count);
    this.hours = new Int32Array(WEEK_WORDS * count);
    this.company = new Uint8Array(minutes.length * count);
    this.worthNow = new Int32Array(count);
    this.seen = new Int32Array(count);
    this.assignment = new BestAssignment(count, SEATS);
  }

  remember(): void {
    this.bestStanding.set(this.standing);
    this.bestStayed.set(this.stayed);
  }

  remembered(): number[][] {
    const { bestStanding, bestStayed, staying } = this;
    return Array.from(bestStanding, (who, c) => [
      who,
      ...bestStayed.subarray(STAY * c, STAY * c + staying[c]!),
    ]);
  }

  /** One turn, in which keeping one's seat costs up to `toll`; returns what it added to the sum of all scores. */
  seatAgain(roll: Dice, toll: number): number {
    const { standing, circleOf, worthNow, assignment } = this;
    const count = standing.length;
    for (let c = 0; c < count; c++) {
      this.standUp(c, roll);
      this.readStaying(c);
      assignment.own[c] = Math.floor((toll * roll(1000)) / 1000) - worthNow[c]!;
    }
    this.seen.fill(-1);
    for (let c = 0; c < count; c++) this.weighSeats(c);
    const { columnOf } = assignment.solve();
    const stood = standing.slice();
    let gain = 0;
    for (let from = 0; from < count; from++) {
      const to = columnOf[from]!;
      if (to === from) continue;
      const who = stood[from]!;
      standing[to] = who;
      circleOf[who] = to;
      gain += this.worth(to, STAY * to - 1) - worthNow[to]!;
    }
    return gain;
  }

  /** One of a circle stands up: mostly who has least there against what they may expect. */
  private standUp(c: number, roll: Dice): void {
    const { standing, staying, stayed, expected, worthNow } = this;
    const first = STAY * c;
    const others = staying[c]!;
    let seat = first - 1;
    let least = Infinity;
    for (let each = first - 1; each < first + others; each++) {
      const who = each < first ? standing[c]! : stayed[each]!;
      const worth = this.worth(c, each);
      const had = worth - expected[who]! * others + roll(CHANCE);
      if (had >= least) continue;
      least = had;
      seat = each;
      worthNow[c] = worth;
    }
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

  /** Finds the seats that the one who stands up from a circle may wish for: those that gain most, or cost least. */
  private weighSeats(from: number): void {
    const { standing, staying, stayed, scores, partners, circleOf, seen, gains } = this;
    const { own, count, columns, costs } = this.assignment;
    const who = standing[from]!;
    const row = this.size * who;
    const start = SEATS * from;
    let end = start;
    let least = -Infinity;
    seen[from] = from;
    for (let k = PARTNERS * who; k < PARTNERS * (who + 1); k++) {
      const partner = partners[k]!;
      if (partner < 0) break;
      const to = circleOf[partner]!;
      if (to < 0 || seen[to] === from || standing[to] === partner) continue;
      seen[to] = from;
      const last = STAY * to + staying[to]!;
      let sum = 0;
      let signs = 0;
      for (let i = STAY * to; i < last; i++) {
        const score = scores[row + stayed[i]!]!;
        signs |= score;
        sum += score;
      }
      // Against what the seat is worth today.
      const gain = sum + own[to]!;
      if (gain <= least || signs < 0 || !this.fits(who, to)) continue;
      let at = end === start + SEATS ? end - 1 : end++;
      for (; at > start && gains[at - 1 - start]! < gain; at--) {
        gains[at - start] = gains[at - 1 - start]!;
        costs[at] = costs[at - 1]!;
        columns[at] = columns[at - 1]!;
      }
      gains[at - start] = gain;
      costs[at] = -sum;
      columns[at] = to;
      if (end === start + SEATS) least = gains[SEATS - 1]!;
    }
    count[from] = end - start;
  }

  /** Whether somebody shares a language and enough hours with those who stay, and nobody is alone with a clock. */
  private fits(who: number, to: number): boolean {
    const { languages, speaks, company, clocks, clockCount, hours, free } = this;
    if ((languages[to]! & speaks[who]!) === 0 || company[clockCount * to + clocks[who]!] === 0) return false;
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
