import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { startEmbeddedDatabase } from '#embedded-database/embedded-database';

/** A change to one source file of the database, to see whether anybody notices. */
export interface Sabotage {
  file: string;
  find: string;
  replace: string;
}

const sources = new URL('../../../src/embedded-database/', import.meta.url).pathname;

/** Bundles the database, sabotaged if told, with a script into one file outside the repository; gives its path. */
export async function bundleDatabase(script: string, sabotage?: Sabotage): Promise<string> {
  const outfile = join(await mkdtemp(join(tmpdir(), 'database-bundle-')), 'bundle.mjs');
  let found = sabotage === undefined;
  const saboteur: Plugin = {
    name: 'sabotage',
    setup: (bundler) =>
      bundler.onLoad({ filter: /embedded-database\/.*\.ts$/ }, async ({ path }) => {
        const contents = await readFile(path, 'utf8');
        if (sabotage === undefined || path !== join(sources, sabotage.file))
          return { contents, loader: 'ts' };
        found = contents.includes(sabotage.find);
        return { contents: contents.replace(sabotage.find, sabotage.replace), loader: 'ts' };
      }),
  };
  await build({
    stdin: { contents: script, resolveDir: sources, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    outfile,
    plugins: [saboteur],
    logLevel: 'error',
  });
  if (!found) throw new Error(`there is no ${sabotage?.find} in ${sabotage?.file}`);
  return outfile;
}

export async function importSabotaged(sabotage?: Sabotage): Promise<typeof startEmbeddedDatabase> {
  const path = await bundleDatabase(
    `export { startEmbeddedDatabase } from './embedded-database.ts'`,
    sabotage,
  );
  const module = (await import(pathToFileURL(path).href)) as {
    startEmbeddedDatabase: typeof startEmbeddedDatabase;
  };
  await rm(dirname(path), { recursive: true });
  return module.startEmbeddedDatabase;
}
