import type { Partnership } from '#domain/partnership/partnership';
import { addDays, localDateOf } from '#domain/time/local-time';
import type { Deps } from './deps.ts';
import { planRhythmPrompt } from './plan-prompts.ts';
import type { Unit } from './ports/unit-of-work.ts';

/** Out of a pause into the steady rhythm, by a tap or because its day has come: first a soft re-entry, no backlog. */
export const comeBack = async (
  unit: Unit,
  partnership: Partnership,
  { clock, presets }: Pick<Deps, 'clock' | 'presets'>,
): Promise<void> => {
  const now = clock.now();
  const steady: Partnership = { ...partnership, state: { kind: 'steady', since: now } };
  await unit.partnerships.save(steady, partnership.version);
  await unit.ledger.cancel(partnership.id, ['end-pause']);
  await unit.ledger.record({
    subject: partnership.id,
    kind: 're-entry',
    occurrence: String(partnership.version),
    target: { kind: 'partnership', partnership: partnership.id },
    dueAt: now,
  });
  await planRhythmPrompt(
    unit,
    steady,
    addDays(localDateOf(now, partnership.zone), presets[partnership.preset].rhythmDays),
  );
};
