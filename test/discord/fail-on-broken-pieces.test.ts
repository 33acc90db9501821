import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Piece, Store } from '@sapphire/framework';
import { expect, it } from 'vitest';
import { failOnBrokenPieces } from '#discord/fail-on-broken-pieces';

it('a piece that does not load stops the start and is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pieces-'));
  try {
    await writeFile(join(folder, 'broken.mjs'), 'export const nothing = 1;');
    const store = new Store(Piece, { name: 'listeners', paths: [folder] });
    failOnBrokenPieces(store);
    await expect(store.loadAll()).rejects.toThrow(/broken\.mjs does not load/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
