import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCustomIds, refusalOfBadId, type MasterKey } from '#discord/custom-ids';
import type { GuildId, PartnershipId, ProposalId } from '#domain/ids';

const key = (id: string, fill: number): MasterKey => ({ id, key: Buffer.alloc(32, fill) });
const guild = '1234567890123456789' as GuildId;
const partnership = 'ABCDEFGHIJKLMNOP' as PartnershipId;
const now = new Date('2026-05-01T12:00:00Z');
const ids = createCustomIds([key('2026', 1)]);

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const tokens = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
const snowflakes = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map((id) => id.toString() as GuildId);

describe('a button', () => {
  it('means to whoever clicks it what it meant when it was made', () => {
    fc.assert(
      fc.property(tokens(1, 16), tokens(1, 6), snowflakes, (subject, extra, where) => {
        const what = {
          action: 'pause-days',
          subject: subject as PartnershipId,
          guild: where,
          extra,
        } as const;
        const id = ids.mint(what);
        expect(id.length).toBeLessThanOrEqual(80);
        expect(ids.parse(id, now).unwrap()).toEqual(what);
      }),
    );
  });

  it('without a subject, a choice or an expiry stands for ever', () => {
    const id = ids.mint({ action: 'join', subject: '', guild });
    const far = new Date('2099-01-01T00:00:00Z');
    expect(ids.parse(id, far).unwrap()).toEqual({ action: 'join', subject: '', guild, extra: null });
  });

  it('works until its time and is refused from then on', () => {
    const id = ids.mint({ action: 'accept', subject: 'PROPOSAL' as ProposalId, guild, expiresAt: now });
    expect(ids.parse(id, new Date(now.getTime() - 1)).isOk()).toBe(true);
    expect(ids.parse(id, now).unwrapErr()).toBe('expired');
  });

  it('with a changed character anywhere does nothing', () => {
    const id = ids.mint({ action: 'sign', subject: partnership, guild, extra: '3', expiresAt: now });
    const before = new Date(now.getTime() - 1000);
    fc.assert(
      fc.property(fc.nat(id.length - 1), fc.constantFrom(...alphabet, '.', '~'), (at, character) => {
        fc.pre(id[at] !== character);
        const tampered = id.slice(0, at) + character + id.slice(at + 1);
        expect(ids.parse(tampered, before).isErr()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('cannot have its expiry taken away or its guild, subject or action exchanged', () => {
    const id = ids.mint({ action: 'end-yes', subject: partnership, guild, expiresAt: now });
    const other = ids.mint({ action: 'end', subject: 'OTHER' as PartnershipId, guild: '42' as GuildId });
    for (const at of [1, 2, 3, 4]) {
      const parts = id.split('.');
      parts[at] = other.split('.')[at] ?? '';
      expect(ids.parse(parts.join('.'), now).unwrapErr()).toBe('forged');
    }
  });

  it('made with another key is forged, even under the same key id', () => {
    const forger = createCustomIds([key('2026', 9)]);
    const id = forger.mint({ action: 'join', subject: '', guild });
    expect(ids.parse(id, now).unwrapErr()).toBe('forged');
  });

  it('made before a key was rotated still works, and new ones are made with the new key', () => {
    const rotated = createCustomIds([key('2027', 2), key('2026', 1)]);
    const old = ids.mint({ action: 'rest', subject: partnership, guild });
    expect(rotated.parse(old, now).unwrap().action).toBe('rest');
    const fresh = rotated.mint({ action: 'rest', subject: partnership, guild });
    expect(ids.parse(fresh, now).unwrapErr()).toBe('stale-version');
  });

  it('of an older format or a retired key is old, not evil', () => {
    const id = ids.mint({ action: 'rest', subject: partnership, guild });
    expect(ids.parse(`0${id.slice(1)}`, now).unwrapErr()).toBe('stale-version');
    expect(
      createCustomIds([key('2030', 5)])
        .parse(id, now)
        .unwrapErr(),
    ).toBe('stale-version');
  });

  it('is never mistaken for one when it is any other text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 120 }), (text) => ids.parse(text, now).isErr()));
  });

  it('is not made with a part that could be read as another part', () => {
    const dotted = 'A.B' as PartnershipId;
    expect(() => ids.mint({ action: 'rest', subject: dotted, guild })).toThrow(/cannot carry/);
    expect(() => ids.mint({ action: 'rest', subject: partnership, guild, extra: '1~2' })).toThrow(
      /cannot carry/,
    );
    const long = 'A'.repeat(60) as PartnershipId;
    expect(() => ids.mint({ action: 'rest', subject: long, guild })).toThrow(/cannot carry|longer than 80/);
  });
});

describe('the keys of buttons', () => {
  it('are refused when there is none, when one is short, or when two share an id', () => {
    expect(() => createCustomIds([])).toThrow(/at least one/);
    expect(() => createCustomIds([{ id: 'a', key: Buffer.alloc(8) }])).toThrow(/shorter than 16/);
    expect(() => createCustomIds([key('a', 1), key('a', 2)])).toThrow(/share an id/);
  });
});

it('a bad button is refused with a kind word that depends on why', () => {
  expect(refusalOfBadId('expired')).toEqual({ kind: 'expired' });
  expect(refusalOfBadId('stale-version')).toEqual({ kind: 'expired' });
  expect(refusalOfBadId('forged')).toEqual({ kind: 'not-for-you' });
});
