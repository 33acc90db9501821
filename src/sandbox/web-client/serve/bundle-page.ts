import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

/** Script and style of the page, ready to be sent. */
export type Bundle = { script: string; style: string };

/** Bundles the page in memory; nothing is written to disk, and esbuild's own process ends with it. */
export async function bundlePage(): Promise<Bundle> {
  try {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../page/main.tsx', import.meta.url))],
      bundle: true,
      write: false,
      outdir: '/page',
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      minify: true,
      legalComments: 'none',
      logLevel: 'silent',
    });
    const find = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
    return { script: find('.js'), style: find('.css') };
  } finally {
    await stop();
  }
}
