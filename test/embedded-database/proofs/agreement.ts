import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Operation, operation, type Outcome, perform, prepare, type Subject } from './operations.ts';

export interface Agreement {
  seed: number;
  operations: number;
  expiring: boolean;
  /** A collection that nothing is in, and what tells what ought to come of an operation on it. */
  begin(): Promise<{ subject: Subject; expected(operation: Operation): Outcome | Promise<Outcome> }>;
}

const runsPerRound = 50;

/**
 * Does at least so many random operations to a database, up to a hundred to a fresh collection, and of each of
 * them asks that it came to what was expected, as of the documents that are there in the end. Fails with the shortest
 * sequence that differs; gives back how many operations were done.
 */
export async function proveAgreement({ seed, operations, expiring, begin }: Agreement): Promise<number> {
  let done = 0;
  const whole: Operation = { do: 'find', filter: {}, sort: { _id: 1 }, projection: {}, skip: 0, limit: 0 };
  const sequences = fc.array(operation(expiring), { minLength: 1, maxLength: 100, size: 'max' });
  const agrees = async (sequence: Operation[]): Promise<void> => {
    const { subject, expected } = await begin();
    await prepare(subject);
    try {
      for (const each of [...sequence, whole]) {
        const [seen, wanted] = [await perform(subject, each), await expected(each)];
        done++;
        assert.deepEqual(seen, wanted, `${JSON.stringify(each)} came to something else`);
      }
    } finally {
      await subject.collection.drop();
    }
  };
  for (let round = 0; done < operations; round++)
    await fc.assert(fc.asyncProperty(sequences, agrees), { seed: seed + round, numRuns: runsPerRound });
  return done;
}

/** The seed for a run: given to see a failure again, else of this moment. */
export function chooseSeed(): number {
  return Number(process.env['DATABASE_SEED'] ?? Date.now() % 2 ** 31);
}
