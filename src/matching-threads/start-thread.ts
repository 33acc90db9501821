import { Worker, type WorkerOptions } from 'node:worker_threads';

const isSource = import.meta.url.endsWith('.ts');

/** Starts a file of this folder, by its name without an ending, in a thread of its own. */
export const startThread = (name: string, options: WorkerOptions = {}): Worker => {
  const file = new URL(`./${name}.${isSource ? 'ts' : 'js'}`, import.meta.url);
  if (!isSource) return new Worker(file, options);
  // A thread does not inherit how its process reads TypeScript, so from the sources it asks for that first.
  const load = `import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(file.href)});
  });`;
  return new Worker(load, { ...options, eval: true, execArgv: ['--conditions=source'] });
};
