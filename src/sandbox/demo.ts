import { setFlagsFromString } from 'node:v8';
import { type DemoArguments, readArguments, USAGE } from './demo/read-arguments.ts';

// A demo is for looking at: it holds little memory rather than being quick, so this stands before all else is loaded.
setFlagsFromString('--optimize-for-size');
setFlagsFromString('--semi-space-growth-factor=1');

let wanted: DemoArguments;
try {
  wanted = readArguments(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exit(2);
}
try {
  const code =
    wanted.kind === 'tell'
      ? await (await import('./demo/tell.ts')).tell(wanted.seed, console.log)
      : await (await import('./demo/live.ts')).live(wanted, console.log);
  process.exit(code);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
