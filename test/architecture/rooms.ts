/** Who a room may lead to. Rooms and packages that are not named here are closed to it. */
export type Room = {
  /** Rooms whose modules it may run. */
  rooms: readonly string[];
  /** Rooms of which it may know types only. */
  types?: readonly string[];
  /** Packages it may import; `node` is every module of Node's own. `any`: all but those with an owner. */
  packages: readonly string[] | 'any';
  why: string;
};

const PRODUCT = ['use-cases', 'domain', 'programmes'];
const SHIPPED = [
  ...PRODUCT,
  'config',
  'storage',
  'schedule',
  'matching-threads',
  'discord',
  'embedded-database',
  'telemetry',
];

/** "Who may import whom" of the plan of the house, executable. A room may always import itself. */
export const ROOMS: Record<string, Room> = {
  domain: {
    rooms: [],
    packages: ['@sapphire/result', 'temporal-polyfill'],
    why: 'the rules of the product outlive every library and every adapter',
  },
  programmes: { rooms: [], types: ['domain'], packages: [], why: 'presets are data' },
  config: {
    rooms: [],
    types: ['domain'],
    packages: ['zod', '@sapphire/result', 'node'],
    why: 'the environment is read before anything else exists',
  },
  'use-cases': {
    rooms: ['domain', 'programmes'],
    packages: ['@sapphire/result'],
    why: 'a use case reaches the world through its ports only',
  },
  storage: { rooms: PRODUCT, packages: 'any', why: 'adapters know the product, never each other' },
  'matching-threads': {
    rooms: PRODUCT,
    packages: ['node'],
    why: 'it runs the rules of the domain elsewhere, and adds none',
  },
  schedule: { rooms: PRODUCT, packages: 'any', why: 'adapters know the product, never each other' },
  discord: { rooms: PRODUCT, packages: 'any', why: 'adapters know the product, never each other' },
  telemetry: {
    rooms: [],
    types: ['use-cases', 'domain'],
    packages: ['pino', 'prom-client', 'node'],
    why: 'what watches takes no part',
  },
  'query-language': {
    rooms: [],
    packages: ['bson', 'node'],
    why: 'what a filter, an update or an expression means depends on nothing but the values',
  },
  'embedded-database': {
    rooms: ['query-language'],
    packages: ['bson', 'sorted-btree', 'node'],
    why: 'it is a MongoDB to whoever connects, and knows nothing of the bot',
  },
  'sandbox/local-discord': {
    rooms: [],
    packages: 'any',
    why: 'it is a Discord to whoever connects, and knows nothing of the bot',
  },
  'sandbox/web-client': {
    rooms: [],
    types: ['sandbox/local-discord'],
    packages: 'any',
    why: 'the page speaks the control API and nothing else',
  },
  sandbox: {
    // It stands where main stands: what compose takes (a clock, dice, a logger) it brings along.
    rooms: ['compose', 'config', 'telemetry', 'wall-clock', 'sandbox/local-discord', 'sandbox/web-client'],
    types: ['use-cases', 'domain'],
    packages: 'any',
    why: 'it starts the bot as it is, from outside',
  },
  compose: {
    rooms: SHIPPED,
    packages: ['@sapphire/result', 'node'],
    why: 'nothing shipped needs the sandbox',
  },
  'wall-clock': {
    rooms: [],
    types: ['use-cases'],
    packages: ['node'],
    why: 'it is the real clock and the real dice, and no more',
  },
  main: {
    rooms: ['compose', 'wall-clock', 'config', 'telemetry'],
    packages: ['node'],
    why: 'one page: read the environment, compose, start',
  },
  scripts: {
    rooms: [
      'compose',
      'config',
      'telemetry',
      'wall-clock',
      'sandbox',
      'sandbox/local-discord',
      'domain',
      'programmes',
      'matching-threads',
      'embedded-database',
      'query-language',
    ],
    packages: 'any',
    why: 'tools start the bot, run its pure rules or measure its parts; they do not reach into adapters',
  },
};

export const SANDBOX = ['sandbox', 'sandbox/local-discord', 'sandbox/web-client'];

/** Libraries that belong to the rooms named here, so that what they are can change in one place. */
export const OWNERS: Record<string, readonly string[]> = {
  'discord.js': ['discord'],
  '@discordjs/*': ['discord'],
  '@sapphire/framework': ['discord'],
  '@sapphire/pieces': ['discord'],
  '@sapphire/decorators': ['discord'],
  mongoose: ['storage', 'scripts'],
  mongodb: ['storage', 'scripts'],
  agenda: ['schedule'],
  '@agendajs/*': ['schedule'],
  pino: ['telemetry'],
  'prom-client': ['telemetry'],
  bson: ['embedded-database', 'query-language', 'scripts'],
  'sorted-btree': ['embedded-database'],
  'temporal-polyfill': ['domain', 'discord'],
  ws: SANDBOX,
  hono: SANDBOX,
  '@hono/node-server': SANDBOX,
  'discord-api-spec': SANDBOX,
};

/** Folders whose modules the framework loads by itself, once each, under another address. */
export const PIECES = /^src\/discord\/(commands|interaction-handlers|listeners|preconditions)\//;

/** Rooms of one module, at the top of src. */
const FILES = ['main', 'compose', 'wall-clock'];

/** The room of a module, or null when the plan has none for it. */
export function roomOf(path: string): string | null {
  const [top, first = '', second = ''] = path.split('/');
  if (top === 'scripts') return 'scripts';
  if (top !== 'src') return null;
  if (first === 'sandbox' && `sandbox/${second}` in ROOMS) return `sandbox/${second}`;
  const room = first.replace(/\.ts$/, '');
  if (!(room in ROOMS) || room === 'scripts') return null;
  return (second === '') === FILES.includes(room) ? room : null;
}
