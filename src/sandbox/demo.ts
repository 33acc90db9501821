import { live } from './demo/live.ts';
import { type DemoArguments, readArguments, USAGE } from './demo/read-arguments.ts';
import { tell } from './demo/tell.ts';

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
    wanted.kind === 'tell' ? await tell(wanted.seed, console.log) : await live(wanted, console.log);
  process.exit(code);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
