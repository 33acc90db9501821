import type { Migration } from './migration.ts';

/** Rounds from now on keep their weights and what was proven of them; of earlier ones that is not known. */
export const roundsSayWhatIsProven: Migration = {
  version: 2,
  name: 'rounds say what is proven',
  run: async (db) => {
    await db
      .collection('rounds')
      .updateMany({ certificate: { $exists: false } }, { $set: { certificate: null, weights: null } });
  },
};
