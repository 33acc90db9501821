import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GuildId, PersonId } from '#domain/ids';
import { rowId } from '#storage/row-id';

test('a row’s id is 25 characters of base32, so that it serves as a nonce', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (subject, occurrence) => {
      expect(rowId('1' as GuildId, { subject, kind: 'prompt', occurrence })).toMatch(/^[a-z2-7]{25}$/);
    }),
  );
});

test('no part of what makes a row unique runs over into the next', () => {
  const part = fc.string({ maxLength: 3 });
  fc.assert(
    fc.property(part, part, part, part, (subject, occurrence, otherSubject, otherOccurrence) => {
      const same = subject === otherSubject && occurrence === otherOccurrence;
      const id = rowId('1' as GuildId, { subject, kind: 'prompt', occurrence });
      const other = rowId('1' as GuildId, {
        subject: otherSubject,
        kind: 'prompt',
        occurrence: otherOccurrence,
      });
      expect(id === other).toBe(same);
    }),
  );
});

test('what is left out is the same as what is empty, and an id never changes', () => {
  const id = rowId('1' as GuildId, { subject: 's', kind: 'welcome' });
  expect(id).toBe(rowId('1' as GuildId, { subject: 's', kind: 'welcome', occurrence: '', recipient: null }));
  expect(id).not.toBe(rowId('1' as GuildId, { subject: 's', kind: 'welcome', recipient: '' as PersonId }));
});
