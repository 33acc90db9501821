import type { Result } from '@sapphire/result';
import type { GuildId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import type { CheckIns } from './check-ins.ts';
import type { Communities } from './communities.ts';
import type { Ledger } from './ledger.ts';
import type { Members } from './members.ts';
import type { Outcomes } from './outcomes.ts';
import type { Partnerships } from './partnerships.ts';
import type { People } from './people.ts';
import type { Places } from './places.ts';
import type { Proposals } from './proposals.ts';
import type { Rounds } from './rounds.ts';
import type { Votes } from './votes.ts';
import type { AuditLog } from './audit-log.ts';

/** Everything one transaction in one community may touch. Every port is bound to that guild. */
export type Unit = {
  guild: GuildId;
  communities: Communities;
  people: People;
  places: Places;
  members: Members;
  proposals: Proposals;
  rounds: Rounds;
  partnerships: Partnerships;
  votes: Votes;
  checkIns: CheckIns;
  outcomes: Outcomes;
  ledger: Ledger;
  audit: AuditLog;
};

/** Runs domain changes and the effects they cause as one transaction of one community. */
export interface UnitOfWork {
  /**
   * Commits when `work` returns Ok, rolls everything back when it returns Err or throws. `work` must be
   * sequential (no `Promise.all`), must do no I/O but through its unit, and must be safe to run again:
   * write conflicts and stale versions run it again from the start (ids are made outside). A unique
   * index that refuses leaves the unit and comes back as `already-done`. After a commit the effect rows
   * that are new are handed to the schedule.
   */
  run<T>(guild: GuildId, work: (unit: Unit) => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>>;
}
