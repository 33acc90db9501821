import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkDoors, type Manifest, resolve, type Source } from './architecture/check-doors.ts';
import { checkHabits, checkNames, HABITS } from './architecture/check-habits.ts';
import { readModule } from './architecture/read-module.ts';
import { ROOMS, roomOf } from './architecture/rooms.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest;

/** Paths from the root of the repository, of every source file below these folders. */
function modulesUnder(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length))
      .sort(),
  );
}

const paths = modulesUnder('src', 'scripts');
const modules: Source[] = paths.map((path) => ({ path, source: readFileSync(root + path, 'utf8') }));
const internal = modules.flatMap(({ path, source }) =>
  readModule(source, path).doors.flatMap(({ specifier }) => {
    const target = resolve(specifier, path, manifest);
    return target.kind === 'module' ? [`${target.path} (from ${path})`] : [];
  }),
);

describe('the house as it stands', () => {
  test('was read: there are modules in every room that has a folder, and doors between them', () => {
    const seen = new Set(paths.map(roomOf));
    expect(paths.length).toBeGreaterThan(0);
    expect(internal.length).toBeGreaterThan(paths.length / 2);
    for (const room of ['domain', 'programmes', 'use-cases', 'config', 'telemetry'])
      expect(seen).toContain(room);
  });

  test('has no door but those of the plan', () => {
    expect(checkDoors(modules, manifest)).toEqual([]);
  });

  test('has no door that leads nowhere', () => {
    const there = new Set(paths);
    // Style sheets are the page's own, and its bundler fails without them.
    const modulesNamed = internal.filter((target) => !target.split(' ')[0]!.endsWith('.css'));
    expect(modulesNamed.filter((target) => !there.has(target.split(' ')[0]!))).toEqual([]);
  });

  test('keeps its habits', () => {
    expect(checkHabits(modules)).toEqual([]);
  });

  test('has names that say something, in kebab-case', () => {
    expect(checkNames([...paths, ...modulesUnder('test')])).toEqual([]);
  });

  test('has a small embedded database: 3,000 lines in all, and of code even with what its queries mean', () => {
    const server = modules.filter(({ path }) => path.startsWith('src/embedded-database/'));
    const both = modules.filter(({ path }) => /^src\/(embedded-database|query-language)\//.test(path));
    expect(server.length).toBeGreaterThan(10);
    expect(both.length).toBeGreaterThan(server.length + 10);
    expect(total(server.map(({ source }) => source.split('\n').length - 1))).toBeLessThanOrEqual(3000);
    expect(total(both.map(({ source }) => countCode(source)))).toBeLessThanOrEqual(3000);
  });
});

const total = (sizes: number[]): number => sizes.reduce((sum, size) => sum + size, 0);

/** The lines of a module that are neither empty nor comment alone. */
function countCode(source: string): number {
  return source.split('\n').filter((line) => !/^\s*(\/\/|\/\*|\*( |\/|$)|$)/.test(line)).length;
}

test('lines of code are counted without comments and empty lines', () => {
  expect(countCode('/** What it is.\n * More.\n */\nlet a = 1; // one\n\n  // Why.\n*words() {}\n')).toBe(2);
});

/** A door that is closed: from a module in this place, this import, for this reason. */
const CLOSED: [from: string, statement: string, because: RegExp][] = [
  ['src/domain/a.ts', "import { ok } from '#use-cases/app'", /domain may not import use-cases/],
  ['src/domain/a.ts', "import type { App } from '#use-cases/app'", /domain may not import use-cases/],
  ['src/domain/a.ts', "export * from '../storage/x.ts'", /domain may not import storage/],
  ['src/domain/a.ts', "import 'zod'", /domain may import @sapphire\/result, temporal-polyfill/],
  ['src/domain/a.ts', "import { hash } from 'node:crypto'", /may not touch the machine/],
  ['src/domain/a.ts', "import { hash } from 'crypto'", /may not touch the machine/],
  ['src/domain/deep/er/a.ts', "let x: import('#discord/respond').Respond", /may not import discord/],
  ['src/programmes/a.ts', "import { VALUES } from '#domain/matching/profile'", /types of domain only/],
  ['src/programmes/a.ts', "import { type Value } from '#domain/ids'", /types of domain only/],
  ['src/programmes/a.ts', "import 'zod'", /no package/],
  ['src/config/a.ts', "import type { Metrics } from '#telemetry/metrics'", /config may not import telemetry/],
  ['src/config/a.ts', "import 'pino'", /config may import zod/],
  ['src/use-cases/a.ts', "import { x } from '#storage/connection'", /use-cases may not import storage/],
  ['src/use-cases/a.ts', "import 'temporal-polyfill'", /use-cases may import @sapphire\/result/],
  ['src/use-cases/a.ts', "import 'node:fs'", /may not touch the machine/],
  ['src/use-cases/a.ts', "const d = await import('discord.js')", /use-cases may import/],
  ['src/storage/a.ts', "import { x } from '#schedule/define-job'", /never each other/],
  ['src/storage/a.ts', "import 'discord.js'", /discord\.js belongs to discord/],
  ['src/schedule/a.ts', "import { x } from '../discord/respond.ts'", /never each other/],
  ['src/matching-threads/a.ts', "import { x } from '#storage/connection'", /adds none/],
  ['src/schedule/a.ts', "import type { Db } from 'mongodb'", /mongodb belongs to storage/],
  ['src/discord/a.ts', "import { x } from '#storage/connection'", /never each other/],
  ['src/discord/a.ts', "import { Agenda } from 'agenda'", /agenda belongs to schedule/],
  ['src/discord/a.ts', "import mongoose from 'mongoose'", /mongoose belongs to storage/],
  ['src/discord/a.ts', "import { log } from '#telemetry/logger'", /discord may not import telemetry/],
  ['src/discord/a.ts', "import './commands/join.ts'", /pieces are leaves/],
  ['src/discord/commands/a.ts', "import './join.ts'", /pieces are leaves/],
  ['src/discord/views/a.ts', "import '../interaction-handlers/x.ts'", /pieces are leaves/],
  ['src/discord/a.ts', "import '#discord/listeners/ready'", /pieces are leaves/],
  ['src/compose.ts', "import '#discord/preconditions/x'", /pieces are leaves/],
  ['src/discord/a.ts', "import { x } from 'discord-api-types/v10'", /no dependency of what is shipped/],
  ['src/discord/a.ts', "import 'left-pad'", /left-pad is no dependency/],
  ['src/telemetry/a.ts', "import { x } from '#use-cases/app'", /types of use-cases only/],
  ['src/telemetry/a.ts', "import { x } from '#config/environment'", /telemetry may not import config/],
  ['src/telemetry/a.ts', "import 'discord.js'", /telemetry may import pino/],
  ['src/embedded-database/a.ts', "import type { X } from '#domain/ids'", /knows nothing of the bot/],
  ['src/embedded-database/a.ts', "import 'mongoose'", /knows nothing of the bot/],
  ['src/query-language/a.ts', "import '#embedded-database/store'", /depends on nothing but the values/],
  ['src/storage/a.ts', "import '#query-language/filter'", /storage may not import query-language/],
  ['src/sandbox/local-discord/a.ts', "import type { X } from '#domain/ids'", /knows nothing of the bot/],
  ['src/sandbox/local-discord/a.ts', "import 'discord.js'", /discord\.js belongs to discord/],
  ['src/sandbox/local-discord/a.ts', "import '../demo.ts'", /knows nothing of the bot/],
  [
    'src/sandbox/web-client/a.ts',
    "import '../local-discord/world.ts'",
    /types of sandbox\/local-discord only/,
  ],
  ['src/sandbox/demo.ts', "import { x } from '#use-cases/app'", /types of use-cases only/],
  ['src/sandbox/demo.ts', "import { x } from '#discord/respond'", /sandbox may not import discord/],
  ['src/wall-clock.ts', "import { x } from '#domain/ids'", /wall-clock may not import domain/],
  ['src/compose.ts', "await import('#sandbox/demo')", /compose may not import sandbox/],
  ['src/compose.ts', "fork(new URL('./sandbox/demo.ts', import.meta.url))", /may not import sandbox/],
  ['src/main.ts', "import '#storage/connection'", /main may not import storage/],
  ['src/discord/a.ts', "import '#sandbox/local-discord/world'", /discord may not import sandbox/],
  ['src/compose.ts', "import '#test/builders/a-member'", /knows the tests/],
  ['src/compose.ts', 'await import(name)', /cannot be checked/],
  ['src/storage/a.ts', "createRequire(import.meta.url)('mongoose')", /cannot be checked/],
  ['src/compose.ts', "import '#nothing/here'", /no such alias/],
  ['src/lobby/a.ts', '', /no room of the plan/],
  ['src/domain.ts', '', /no room of the plan/],
  ['src/domain/a.ts', "import '../lobby/b.ts'", /no room of the plan/],
  ['scripts/a.ts', "import '#storage/connection'", /scripts may not import storage/],
];

const OPEN: [from: string, statement: string][] = [
  ['src/domain/a.ts', "import { Temporal } from 'temporal-polyfill'; import { ok } from '@sapphire/result'"],
  ['src/domain/matching/criteria/language-in-common.ts', ''],
  ['src/domain/a.ts', '// import "zod"\nconst text = \'import "zod"\';'],
  ['src/programmes/a.ts', "import type { Preset } from '#domain/preset'"],
  ['src/use-cases/a.ts', "import { PRESETS } from '#programmes/presets'; import '#domain/ids'"],
  ['src/storage/a.ts', "import mongoose from 'mongoose'; import 'node:crypto'; import 'zod'"],
  ['src/discord/commands/a.ts', "import '../respond.ts'; import 'discord.js'; import '#use-cases/app'"],
  ['src/telemetry/a.ts', "import type { App } from '#use-cases/app'; import 'pino'"],
  ['src/compose.ts', "await import('#embedded-database/server'); import '#storage/connection'"],
  ['src/sandbox/demo.ts', "import { compose } from '#compose'; import './local-discord/world/world.ts'"],
];

describe('a planted breach fails', () => {
  test.each(CLOSED)('%s: %s', (path, source, because) => {
    const breaches = checkDoors([{ path, source }], manifest);
    expect(breaches).toEqual([expect.stringMatching(because)]);
    expect(breaches[0]).toContain(path);
  });

  test('and an open door does not', () => {
    for (const [path, source] of OPEN) expect(checkDoors([{ path, source }], manifest)).toEqual([]);
  });

  test('in every room of the plan', () => {
    const planted = new Set(CLOSED.map(([path]) => roomOf(path)));
    expect(Object.keys(ROOMS).filter((room) => !planted.has(room))).toEqual([]);
  });

  test('and a module that cannot be parsed is not passed over', () => {
    expect(() => checkDoors([{ path: 'src/domain/a.ts', source: 'import {' }], manifest)).toThrow();
  });
});

/** A habit broken, line by line, and beside it what looks alike and is fine. */
const BROKEN: Record<keyof typeof HABITS, { path: string; wrong: string[]; right: string[] }> = {
  'the clock and chance come in as arguments': {
    path: 'src/use-cases/a.ts',
    wrong: [
      'Date.now()',
      'new Date()',
      'const { now } = Date',
      'Date["now"]()',
      'Math.random()',
      'const { random } = Math',
      'process.hrtime()',
      'performance.now()',
      'crypto.randomUUID()',
      'setTimeout(f, 1)',
      'Temporal.Now.instant()',
      'f(Date as never)',
    ],
    right: [
      'new Date(at)',
      'Date.UTC(2026, 1)',
      'x instanceof Date',
      'Math.floor(x)',
      'type A = { process: Date }; x.process; ({ process: 1 })',
      '// Date.now()',
      'const text = "Math.random()"',
    ],
  },
  'what is pure waits for nothing': {
    path: 'src/domain/a.ts',
    wrong: ['async function f() {}', 'const f = async () => 1', 'await x', 'Promise.resolve(1)'],
    right: ['const word = "await"', 'type A = Promise<void>'],
  },
  'the zone of the machine decides nothing': {
    path: 'src/domain/a.ts',
    wrong: ['at.getHours()', 'new Date(2026, 1, 1)', 'at.setDate(3)', 'at.getTimezoneOffset()'],
    right: ['at.getTime()', 'at.getUTCHours()', 'new Date(0)'],
  },
  'the environment is read once': {
    path: 'src/discord/a.ts',
    wrong: ['process.env', 'f(process.env.TOKEN)'],
    right: ['config.env', 'process.pid'],
  },
  'custom ids are made and read in one place': {
    path: 'src/discord/views/a.ts',
    wrong: [
      `({ custom_id: \`join.\${id}\` })`,
      "({ customId: 'join.' + id })",
      "b.setCustomId('a' + id)",
      "interaction.customId.split('.')",
      "i.custom_id.startsWith('a')",
    ],
    right: ["({ custom_id: 'zone' })", '({ customId: mint(x) })', 'ids.parse(interaction.customId)'],
  },
  'people are answered in one place': {
    path: 'src/discord/commands/a.ts',
    wrong: ['interaction.reply(x)', 'i.followUp(x)', 'click.deferUpdate()', 'interaction.update(x)'],
    right: ['respond.deferUpdate(i)', 'container.respond.answer(i)', 'hash.update(x)'],
  },
  'workers announce without a gateway': {
    path: 'src/discord/announcer.ts',
    wrong: ["import { Client } from 'discord.js'", "import { container } from '@sapphire/framework'"],
    right: ["import { REST } from 'discord.js'", "import type { Client } from 'discord.js'"],
  },
  'log lines say constant sentences': {
    path: 'src/storage/a.ts',
    wrong: [`log.info({}, \`saved \${name}\`)`, 'this.logger.warn({}, text)', 'log.error(error)'],
    right: ["log.info({ count: 1 }, 'saved')", 'Math.log.info'],
  },
  'names say something': {
    path: 'src/storage/a.ts',
    wrong: ['export class KeyManager {}', 'export function dateUtils() {}', 'export const MatchService = 1'],
    right: ['export class MasterKeys {}', "export const VALUES = ['service']", 'class KeyManager {}'],
  },
};

describe('a broken habit fails', () => {
  const broken = Object.entries(BROKEN);
  test.each(broken)('%s', (title, { path, wrong, right }) => {
    for (const source of wrong) {
      const breaches = checkHabits([{ path, source }]).filter((breach) => breach.includes(` ${title}: `));
      expect(breaches, source).not.toEqual([]);
    }
    for (const source of right) expect(checkHabits([{ path, source }]), source).toEqual([]);
  });

  test('and every habit has its planted breach', () => {
    expect(Object.keys(BROKEN).sort()).toEqual(Object.keys(HABITS).sort());
  });

  test.each([
    'src/domain/matchPairs.ts',
    'src/utils/a.ts',
    'src/storage/key-manager.ts',
    'test/test-helpers.ts',
    'src/domain/Trial.ts',
    'src/lib/a.ts',
    'scripts/date_utils.ts',
    'src/domain/common.ts',
  ])('and %s is no name for a file', (path) => {
    expect(checkNames([path]).length).toBeGreaterThan(0);
  });
});
