import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseZone } from '#domain/time/zone';

describe('the zone somebody means', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['  new york ', 'America/New_York'],
    ['New-York', 'America/New_York'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['utc', 'UTC'],
  ])('%j is %s', (typed, zone) => {
    expect(parseZone(typed).unwrap()).toBe(zone);
  });

  it('offers near names for a slip of the finger', () => {
    expect(parseZone('Berln').unwrapErr()).toMatchObject({
      kind: 'unknown-zone',
      suggestions: expect.arrayContaining(['Europe/Berlin']),
    });
  });

  it('refuses what is no zone, without suggestions to mislead', () => {
    expect(parseZone('Gondor').unwrapErr()).toMatchObject({ kind: 'unknown-zone', given: 'Gondor' });
    expect(parseZone('🌍'.repeat(2000)).unwrapErr()).toMatchObject({ kind: 'unknown-zone', suggestions: [] });
  });

  it('answers anything typed, with a zone that works or a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        parseZone(typed).match({
          ok: (zone) => expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow(),
          err: (refusal) => expect(refusal.kind).toBe('unknown-zone'),
        });
      }),
    );
  });
});
