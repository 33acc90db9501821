import { Town } from '../../src/sandbox/town.ts';
import { createLogger } from '#telemetry/logger';
import { openTestDatabase } from '../database.ts';

/** A town of one's own on the database the tests use; each journey lives in a guild of its own in it. */
export const openTown = async (startsAt = new Date('2026-11-21T12:00:00Z')) => {
  const database = await openTestDatabase();
  const town = await Town.start({
    startsAt,
    database: { kind: 'mongodb', uri: database.uri },
    logger: createLogger({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
  });
  return {
    town,
    close: async () => {
      await town.stop();
      await database.close();
    },
  };
};
