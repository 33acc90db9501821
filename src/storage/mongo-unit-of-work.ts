import { err, type Result } from '@sapphire/result';
import type { Connection } from 'mongoose';
import type { GuildId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import type { Unit, UnitOfWork } from '#use-cases/ports/unit-of-work';
import type { Models } from './documents/models.ts';
import type { MasterKeys } from './encryption/master-keys.ts';
import { TextKeys } from './encryption/text-keys.ts';
import { GuildCollection, isDuplicateKey } from './guild-collection.ts';
import { MongoAuditLog } from './mongo-audit-log.ts';
import { MongoCheckIns } from './mongo-check-ins.ts';
import { MongoCommunities } from './mongo-communities.ts';
import { MongoLedger } from './mongo-ledger.ts';
import { MongoMembers } from './mongo-members.ts';
import { MongoOutcomes } from './mongo-outcomes.ts';
import { MongoPartnerships } from './mongo-partnerships.ts';
import { MongoPeople } from './mongo-people.ts';
import { MongoPlaces } from './mongo-places.ts';
import { MongoProposals } from './mongo-proposals.ts';
import { MongoRounds } from './mongo-rounds.ts';
import { MongoVotes } from './mongo-votes.ts';
import { type RecordedRow, StaleVersion, UnitSession } from './unit-session.ts';

/**
 * Told after a commit which ledger rows want to be woken, and when. What it throws is dropped: the change
 * is committed, and the sweep finds the rows.
 */
export type OnRecorded = (rows: RecordedRow[]) => Promise<void> | void;

/** How often a unit may meet a stale version before that is taken for a bug. */
const MAX_RUNS = 10;

const TRANSACTION = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
} as const;

/** A refusal on its way out of the transaction, which is rolled back by it. */
class Refused<T> extends Error {
  readonly result: Result<T, Refusal>;
  constructor(result: Result<T, Refusal>) {
    super('refused');
    this.result = result;
  }
}

/**
 * `UnitOfWork` as a MongoDB transaction. The driver runs the work again on a write conflict (for up to two
 * minutes), this class on a stale version; each run gets a new session state and new ports.
 *
 * Versions: what `get` returned is what `save` expects; a save stores the expected version plus one (1 when
 * it inserts), whatever `version` the entity carries.
 */
export class MongoUnitOfWork implements UnitOfWork {
  readonly #connection: Connection;
  readonly #models: Models;
  readonly #masters: MasterKeys;
  readonly #onRecorded: OnRecorded;

  constructor(connection: Connection, models: Models, masters: MasterKeys, onRecorded: OnRecorded) {
    this.#connection = connection;
    this.#models = models;
    this.#masters = masters;
    this.#onRecorded = onRecorded;
  }

  async run<T>(
    guild: GuildId,
    work: (unit: Unit) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    if (guild === '') throw new Error('A unit of work needs a guild.');
    for (let runs = 1; ; runs++) {
      try {
        return await this.#transact(guild, work);
      } catch (error) {
        if (error instanceof Refused) return error.result;
        // Mapped out here: inside, the aborted transaction would be retried for ever.
        if (isDuplicateKey(error)) return err({ kind: 'already-done' });
        if (!(error instanceof StaleVersion) || runs === MAX_RUNS) throw error;
      }
    }
  }

  async #transact<T>(
    guild: GuildId,
    work: (unit: Unit) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    const session = await this.#connection.startSession();
    try {
      const { result, recorded } = await session.withTransaction(async () => {
        const unitSession = new UnitSession(guild, session);
        const result = await runOnce(unitSession, work, this.#unit(unitSession));
        if (result.isErr()) throw new Refused(result);
        return { result, recorded: unitSession.recorded };
      }, TRANSACTION);
      await this.#handOn(recorded);
      return result;
    } finally {
      await session.endSession();
    }
  }

  async #handOn(recorded: RecordedRow[]): Promise<void> {
    if (recorded.length === 0) return;
    try {
      await this.#onRecorded(recorded);
    } catch {
      // See OnRecorded: the sweep repairs it.
    }
  }

  #unit(session: UnitSession): Unit {
    const models = this.#models;
    const texts = new TextKeys(new GuildCollection(models.keys, session), this.#masters);
    return {
      guild: session.guild,
      communities: new MongoCommunities(new GuildCollection(models.communities, session)),
      people: new MongoPeople(new GuildCollection(models.people, session), texts),
      places: new MongoPlaces(new GuildCollection(models.places, session)),
      members: new MongoMembers(new GuildCollection(models.members, session)),
      proposals: new MongoProposals(new GuildCollection(models.proposals, session)),
      rounds: new MongoRounds(new GuildCollection(models.rounds, session)),
      partnerships: new MongoPartnerships(new GuildCollection(models.partnerships, session), texts),
      votes: new MongoVotes(
        new GuildCollection(models.votes, session),
        new GuildCollection(models.ballots, session),
        texts,
      ),
      checkIns: new MongoCheckIns(new GuildCollection(models.checkIns, session), texts),
      outcomes: new MongoOutcomes(new GuildCollection(models.outcomes, session)),
      ledger: new MongoLedger(
        new GuildCollection(models.ledger, session),
        new GuildCollection(models.pings, session),
        session.recorded,
      ),
      audit: new MongoAuditLog(new GuildCollection(models.audit, session)),
    };
  }
}

/** Runs the work and closes its unit; a failed operation outranks whatever the work made of it. */
async function runOnce<T>(
  session: UnitSession,
  work: (unit: Unit) => Promise<Result<T, Refusal>>,
  unit: Unit,
): Promise<Result<T, Refusal>> {
  let result: Result<T, Refusal>;
  try {
    result = await work(unit);
  } catch (error) {
    session.close();
    throw error;
  }
  session.close();
  return result;
}
