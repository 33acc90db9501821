import { parseArgs } from 'node:util';

export const USAGE = `npm run demo -- [--fresh] [--port NUMBER] [--directory FOLDER]
npm run demo -- --tell [--seed NUMBER]`;

export type DemoArguments =
  | { kind: 'tell'; seed: number }
  | { kind: 'live'; fresh: boolean; port: number; directory: string };

/** What somebody typed after `npm run demo --`; throws with a sentence for them. */
export const readArguments = (typed: readonly string[]): DemoArguments => {
  const { values } = parseArgs({
    args: [...typed],
    options: {
      tell: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      fresh: { type: 'boolean', default: false },
      port: { type: 'string', default: '4173' },
      directory: { type: 'string', default: '.alongside/demo' },
    },
  });
  const whole = (name: 'seed' | 'port', most: number): number => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 0 || number > most)
      throw new Error(`--${name} wants a whole number from 0 to ${most}.`);
    return number;
  };
  if (values.tell) return { kind: 'tell', seed: whole('seed', 2 ** 31) };
  return { kind: 'live', fresh: values.fresh, port: whole('port', 65_535), directory: values.directory };
};
