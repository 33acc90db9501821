import { describe, expect, it } from 'vitest';
import { importSabotaged } from './proofs/bundle.ts';
import { proveDamageIsSeen } from './proofs/prove-damage.ts';
import { proveModel } from './proofs/prove-model.ts';

const seed = 20_260_115;

describe('a database with a flaw built in is found out', () => {
  it.each([
    [
      'unique keys are not looked up',
      {
        file: 'collection.ts',
        find: 'const taken = added.find(',
        replace: 'const taken = added.slice(9).find(',
      },
    ],
    [
      'an aborted transaction is not rolled back',
      { file: 'transaction.ts', find: 'abort(): void {', replace: 'abort(): void { return this.commit();' },
    ],
  ])(
    'by the model: %s',
    async (_, sabotage) => {
      const start = await importSabotaged(sabotage);
      await expect(proveModel(start, seed, 2000)).rejects.toThrow('Property failed');
    },
    60_000,
  );

  it('by a changed byte: checksums are not compared', async () => {
    const sabotage = {
      file: 'journal.ts',
      find: 'if (checksum !== String(crc32(text)))',
      replace: "if (text === '')",
    };
    const start = await importSabotaged(sabotage);
    await expect(proveDamageIsSeen(start)).rejects.toThrow('it was opened');
  });

  it('and one without is not', async () => {
    const start = await importSabotaged();
    await proveDamageIsSeen(start);
    expect(await proveModel(start, seed, 300)).toBeGreaterThanOrEqual(300);
  }, 60_000);
});
