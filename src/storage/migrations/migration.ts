import type { Connection } from 'mongoose';

/** MongoDB's own database handle, of the driver that mongoose carries. */
export type NativeDb = NonNullable<Connection['db']>;

/**
 * One step of the database from a version to the next, never changed once released. It must be safe to run
 * again from the start, because a process may die in the middle of it.
 */
export type Migration = { version: number; name: string; run: (db: NativeDb) => Promise<void> };
