import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BestAssignment } from '#domain/matching/best-assignment';

const costs = (most: number) =>
  fc.integer({ min: 1, max: most }).chain((size) =>
    fc.tuple(
      fc.constant(size),
      fc.array(
        fc.oneof(
          fc.integer({ min: -9, max: 9 }),
          fc.constant(100_000_000),
          fc.integer({ min: -50_000, max: 0 }),
        ),
        {
          minLength: size * size,
          maxLength: size * size,
        },
      ),
    ),
  );

describe('an assignment', () => {
  test('gives each row a column of its own, and at the prices of columns nobody could do better', () => {
    fc.assert(
      fc.property(costs(12), ([size, cost]) => {
        const { columnOf, price } = new BestAssignment(size).solve(Int32Array.from(cost));
        expect([...columnOf].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
        for (let row = 0; row < size; row++) {
          const pays = cost[row * size + columnOf[row]!]! - price[columnOf[row]!]!;
          for (let column = 0; column < size; column++)
            expect(cost[row * size + column]! - price[column]!).toBeGreaterThanOrEqual(pays);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('asked again for other costs, forgets the first', () => {
    const assignment = new BestAssignment(3);
    const costs = [
      [0, 5, 5, 5, 0, 5, 5, 5, 0],
      [5, 0, 5, 5, 5, 0, 0, 5, 5],
    ];
    const given = costs.map((cost) => [...assignment.solve(Int32Array.from(cost)).columnOf]);
    expect(given).toEqual([
      [0, 1, 2],
      [1, 2, 0],
    ]);
  });
});
