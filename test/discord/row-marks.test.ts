import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RowId } from '#domain/ids';
import { rowMarks } from '#discord/row-marks';

it('a row leaves the same marks at every attempt, each within what Discord takes', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (id) => {
      const marks = rowMarks(id as RowId);
      expect(rowMarks(id as RowId)).toEqual(marks);
      expect(marks.nonce.length).toBeLessThanOrEqual(25);
      expect(marks.component).toBeGreaterThan(1_000);
      expect(marks.component).toBeLessThan(2 ** 31);
      expect(Number.isInteger(marks.component)).toBe(true);
      expect(marks.name).toMatch(/^[0-9a-z]{5}$/);
    }),
  );
});

it('different rows leave different marks', () => {
  const rows = Array.from({ length: 2_000 }, (_, index) => rowMarks(`row ${index}` as RowId));
  expect(new Set(rows.map(({ nonce }) => nonce)).size).toBe(2_000);
  expect(new Set(rows.map(({ component }) => component)).size).toBeGreaterThan(1_990);
});
