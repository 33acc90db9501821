import type { Preset, PresetName } from '#domain/preset';
import type { Announcer, Presence, ServerCheck } from './ports/announcer.ts';
import type { Clock } from './ports/clock.ts';
import type { LedgerClaims } from './ports/ledger.ts';
import type { Matching } from './ports/matching.ts';
import type { Random } from './ports/random.ts';
import type { Schedule } from './ports/schedule.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** Everything the use cases need of the world, by role. */
export type Deps = {
  unitOfWork: UnitOfWork;
  ledgerClaims: LedgerClaims;
  schedule: Schedule;
  announcer: Announcer;
  presence: Presence;
  serverCheck: ServerCheck;
  clock: Clock;
  random: Random;
  presets: Record<PresetName, Preset>;
  matching: Matching;
};
