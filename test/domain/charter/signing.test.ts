import { describe, expect, it } from 'vitest';
import type { Charter } from '#domain/charter/charter';
import { sign, writeCharterVersion } from '#domain/charter/signing';
import type { PersonId } from '#domain/ids';

const ana = 'ana' as PersonId;
const ben = 'ben' as PersonId;
const now = new Date('2026-11-21T10:00:00Z');
const prefilled: Charter = { version: 1, author: null, text: null, signedBy: [], signedAt: null };
const text = { values: 'calm', norms: 'weekly', setback: 'talk', lifeEvents: 'moving', celebrate: 'cake' };

describe('signing a charter', () => {
  it('is done when everybody signed the same version', () => {
    const byAna = sign(prefilled, ana, 1, [ana, ben], now).unwrap();
    expect(byAna.signedAt).toBeNull();
    expect(sign(byAna, ben, 1, [ana, ben], now).unwrap()).toMatchObject({
      signedBy: [ana, ben],
      signedAt: now,
    });
  });

  it('counts a second click of the same person once', () => {
    const byAna = sign(prefilled, ana, 1, [ana, ben], now).unwrap();
    expect(sign(byAna, ana, 1, [ana, ben], now).unwrapErr()).toEqual({ kind: 'already-done' });
  });

  it('asks everybody else anew when somebody suggests a change', () => {
    const byAna = sign(prefilled, ana, 1, [ana, ben], now).unwrap();
    expect(writeCharterVersion(byAna, ben, 1, text).unwrap()).toEqual({
      version: 2,
      author: ben,
      text,
      signedBy: [ben],
      signedAt: null,
    });
  });

  it('does not let a signature land on words its owner never saw', () => {
    const changed = writeCharterVersion(prefilled, ben, 1, text).unwrap();
    expect(sign(changed, ana, 1, [ana, ben], now).unwrapErr()).toEqual({
      kind: 'charter-changed',
      version: 2,
    });
  });

  it('does not let one suggestion overwrite another unseen', () => {
    const changed = writeCharterVersion(prefilled, ben, 1, text).unwrap();
    expect(writeCharterVersion(changed, ana, 1, text).unwrapErr()).toEqual({
      kind: 'charter-changed',
      version: 2,
    });
  });

  it.each([
    ['empty', '   ', 'empty'],
    ['overlong', 'x'.repeat(601), 'too-long'],
  ])('refuses an %s text and names the field', (_, norms, problem) => {
    expect(writeCharterVersion(prefilled, ana, 1, { ...text, norms }).unwrapErr()).toMatchObject({
      kind: 'invalid-input',
      field: 'charter-norms',
      problem,
    });
  });
});
