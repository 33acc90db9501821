import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BestAssignment } from '#domain/matching/best-assignment';

const SIZE = 7;
const MOST = 3;

/** What each row's own column costs, and what some others cost, at most one price for each. */
type Known = { own: number; others: Map<number, number> }[];

const cost = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -50_000, max: 0 }));
const known: fc.Arbitrary<Known> = fc
  .array(fc.tuple(cost, fc.array(fc.tuple(fc.nat({ max: SIZE - 1 }), cost), { maxLength: MOST })), {
    minLength: 1,
    maxLength: SIZE,
  })
  .map((rows) =>
    rows.map(([own, others], row) => ({
      own,
      others: new Map(others.filter(([column]) => column !== row && column < rows.length)),
    })),
  );

const tell = (assignment: BestAssignment, rows: Known) => {
  rows.forEach(({ own, others }, row) => {
    assignment.own[row] = own;
    assignment.count[row] = others.size;
    [...others].forEach(([column, each], i) => {
      assignment.columns[row * MOST + i] = column;
      assignment.costs[row * MOST + i] = each;
    });
  });
  return assignment.solve();
};

const costOf = ({ own, others }: Known[number], row: number, column: number) =>
  column === row ? own : (others.get(column) ?? Number.POSITIVE_INFINITY);

const sumOf = (rows: Known, columnOf: ArrayLike<number>) =>
  rows.reduce((sum, each, row) => sum + costOf(each, row, columnOf[row]!), 0);

/** The least of all ways there are. */
function cheapest(rows: Known, row = 0, taken = 0): number {
  if (row === rows.length) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < rows.length; column++) {
    if ((taken >> column) & 1) continue;
    const here = costOf(rows[row]!, row, column);
    if (here < Number.POSITIVE_INFINITY)
      least = Math.min(least, here + cheapest(rows, row + 1, taken | (1 << column)));
  }
  return least;
}

describe('an assignment', () => {
  test('gives each row a column of its own that it knows, and no other way costs less', () => {
    fc.assert(
      fc.property(known, (rows) => {
        const { columnOf } = tell(new BestAssignment(rows.length, MOST), rows);
        expect([...columnOf].sort((a, b) => a - b)).toEqual(rows.map((_, row) => row));
        expect(sumOf(rows, columnOf)).toBe(cheapest(rows));
      }),
      { numRuns: 500 },
    );
  });

  test('proves it: at the prices of columns no row could do better', () => {
    fc.assert(
      fc.property(known, (rows) => {
        const { columnOf, price } = tell(new BestAssignment(rows.length, MOST), rows);
        rows.forEach((each, row) => {
          const pays = costOf(each, row, columnOf[row]!) - price[columnOf[row]!]!;
          for (const column of [row, ...each.others.keys()])
            expect(costOf(each, row, column) - price[column]!).toBeGreaterThanOrEqual(pays);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('lets a row that knows no other column keep its own, however much another would like it', () => {
    const rows: Known = [
      { own: 0, others: new Map([[1, -50]]) },
      { own: 0, others: new Map() },
    ];
    expect([...tell(new BestAssignment(2, MOST), rows).columnOf]).toEqual([0, 1]);
  });

  test('turns a ring of three in which no two could exchange', () => {
    const rows: Known = [
      { own: 0, others: new Map([[1, -5]]) },
      { own: 0, others: new Map([[2, -5]]) },
      { own: 0, others: new Map([[0, 9]]) },
    ];
    expect([...tell(new BestAssignment(3, MOST), rows).columnOf]).toEqual([1, 2, 0]);
  });

  test('asked again for other costs, forgets the first', () => {
    const assignment = new BestAssignment(2, MOST);
    const exchange: Known = [
      { own: 5, others: new Map([[1, 0]]) },
      { own: 5, others: new Map([[0, 0]]) },
    ];
    const stay: Known = [
      { own: 0, others: new Map([[1, 5]]) },
      { own: 0, others: new Map() },
    ];
    expect([...tell(assignment, exchange).columnOf]).toEqual([1, 0]);
    expect([...tell(assignment, stay).columnOf]).toEqual([0, 1]);
  });
});
