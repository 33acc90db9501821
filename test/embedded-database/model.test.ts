import { describe, expect, it } from 'vitest';
import { startEmbeddedDatabase } from '#embedded-database/embedded-database';
import { chooseSeed } from './proofs/agreement.ts';
import { proveModel } from './proofs/prove-model.ts';

describe('the database and a small model of what the manual says', () => {
  it('agree on every outcome of ten thousand random operations, and on what is then there', async () => {
    const seed = chooseSeed();
    process.stdout.write(`model: DATABASE_SEED=${seed}\n`);
    const done = await proveModel(startEmbeddedDatabase, seed, 10_000);
    process.stdout.write(`model: ${done} operations agree, seed ${seed}\n`);
    expect(done).toBeGreaterThanOrEqual(10_000);
  }, 120_000);
});
