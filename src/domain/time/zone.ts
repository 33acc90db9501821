import { err, ok, type Result } from '@sapphire/result';
import type { ZoneId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';

const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC'];

const plain = (text: string): string =>
  text
    .trim()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

const BY_NAME = new Map(ZONES.map((zone) => [plain(zone), zone as ZoneId]));
const BY_CITY = new Map(ZONES.map((zone) => [plain(zone.split('/').at(-1)!), zone as ZoneId]));

/** Insertions, deletions, replacements and swaps of neighbours between two short words (Damerau 1964). */
const distance = (a: string, b: string): number => {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  }
  return rows[a.length]![b.length]!;
};

/**
 * The zone somebody means: an IANA name in any case, or its city alone ("new york"). Aliases such as
 * `Asia/Calcutta` are accepted as this runtime knows them. Refuses anything else with up to three near names.
 */
export const parseZone = (typed: string): Result<ZoneId, Refusal> => {
  const name = plain(typed).slice(0, 64);
  const known = BY_NAME.get(name) ?? BY_CITY.get(name);
  if (known) return ok(known);
  if (name.includes('/') || name === 'gmt') {
    try {
      return ok(
        new Intl.DateTimeFormat('en', { timeZone: typed.trim() }).resolvedOptions().timeZone as ZoneId,
      );
    } catch {
      // not a zone this runtime knows: fall through to suggestions
    }
  }
  const suggestions = [...BY_CITY]
    .map(([city, zone]) => ({
      zone,
      off: city.startsWith(name) && name.length > 2 ? 0 : distance(city, name),
    }))
    .filter(({ off }) => off <= 2)
    .sort((a, b) => a.off - b.off || (a.zone < b.zone ? -1 : 1))
    .slice(0, 3)
    .map(({ zone }) => zone);
  return err({ kind: 'unknown-zone', given: typed.trim().slice(0, 64), suggestions });
};
