import type { Migration, NativeDb } from './migration.ts';

type Index = Parameters<ReturnType<NativeDb['collection']>['createIndexes']>[0][number];

/**
 * Collections stand before the first transaction, and invariants stand in unique indexes. Where the `_id`
 * says it already (one ballot for vote and person, one ping for person and day, one place for a key, one
 * ledger row for an occurrence, one community for a guild) no second index does.
 */
const COLLECTIONS: Record<string, Index[]> = {
  // One person for an account; the `_id` keeps one account for a person.
  people: [{ key: { guild: 1, user: 1 }, unique: true }],
  places: [{ key: { guild: 1, channel: 1 } }],
  communities: [],
  members: [{ key: { guild: 1, 'state.kind': 1, _id: 1 } }],
  proposals: [
    // One open proposal for the same two people.
    { key: { guild: 1, pair: 1 }, unique: true, partialFilterExpression: { state: 'open' } },
    { key: { guild: 1, members: 1 } },
    { key: { guild: 1, state: 1, _id: 1 } },
    { key: { guild: 1, proposedAt: 1 } },
  ],
  rounds: [{ key: { guild: 1, ranAt: -1 } }, { key: { guild: 1, 'pool.person': 1 } }],
  partnerships: [
    // One live partnership for the same people.
    { key: { guild: 1, pair: 1 }, unique: true, partialFilterExpression: { live: true } },
    { key: { guild: 1, members: 1 } },
    { key: { guild: 1, live: 1, _id: 1 } },
  ],
  votes: [
    // One open vote for a partnership.
    { key: { guild: 1, partnership: 1 }, unique: true, partialFilterExpression: { state: 'open' } },
  ],
  ballots: [{ key: { guild: 1, vote: 1 } }, { key: { guild: 1, person: 1 } }],
  checkIns: [
    // A message counts once.
    {
      key: { guild: 1, 'what.message': 1 },
      unique: true,
      partialFilterExpression: { 'what.message': { $exists: true } },
    },
    { key: { guild: 1, partnership: 1, at: -1 } },
    { key: { guild: 1, person: 1, at: 1 } },
  ],
  outcomes: [{ key: { guild: 1, partnership: 1 } }, { key: { guild: 1, closedAt: 1 } }],
  ledger: [
    // The sweep: the one query over all guilds.
    { key: { state: 1, wakeAt: 1, _id: 1 } },
    { key: { guild: 1, subject: 1, state: 1 } },
    { key: { guild: 1, 'refs.author': 1 } },
    { key: { guild: 1, after: 1, state: 1 } },
  ],
  pings: [],
  audit: [{ key: { guild: 1, at: 1 } }],
  keys: [],
  pace: [],
};

export const collectionsAndIndexes: Migration = {
  version: 1,
  name: 'collections and indexes',
  run: async (db) => {
    const there = new Set(
      (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
    );
    for (const [name, indexes] of Object.entries(COLLECTIONS)) {
      if (!there.has(name)) await db.createCollection(name);
      if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
    }
  },
};
