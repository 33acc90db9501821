import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Config, describeProblems, readEnvironment } from '#config/environment';

const KEY = randomBytes(32).toString('base64');
const WHOLE = {
  DISCORD_TOKEN: 'token-canary.abc.def',
  MONGODB_URI: 'mongodb://user:password-canary@localhost/alongside?replicaSet=rs0',
  MASTER_KEYS: `k1:${KEY}`,
};

const config = (env: Record<string, string | undefined>): Config => readEnvironment(env).unwrap();
const problems = (env: Record<string, string | undefined>) => readEnvironment(env).unwrapErr();
const keys = (env: Record<string, string | undefined>) => problems(env).map((problem) => problem.key);

describe('a start', () => {
  test('needs no more than a token, a database and a master key', () => {
    expect(config(WHOLE)).toMatchObject({
      environment: 'production',
      role: 'all',
      discord: { token: WHOLE.DISCORD_TOKEN, apiUrl: null },
      database: { kind: 'mongodb', uri: WHOLE.MONGODB_URI },
      logLevel: 'info',
      health: null,
    });
  });

  test('without any of them names all three at once', () => {
    expect(keys({}).sort()).toEqual(['DISCORD_TOKEN', 'MASTER_KEYS', 'MONGODB_URI']);
  });

  test('takes empty values for none, as compose files pass them', () => {
    expect(keys({ DISCORD_TOKEN: '', MONGODB_URI: ' ', MASTER_KEYS: '' }).sort()).toEqual(keys({}).sort());
    expect(config({ ...WHOLE, ROLE: '', HEALTH_PORT: '' }).role).toBe('all');
  });

  test('in production never falls back to the key that everybody knows', () => {
    const { MASTER_KEYS: _, ...rest } = WHOLE;
    expect(keys({ ...rest, NODE_ENV: 'production' })).toEqual(['MASTER_KEYS']);
    expect(config({ ...rest, NODE_ENV: 'development' }).masterKeys[0].id).toBe('development');
  });

  test.each([
    ['ROLE', 'boss'],
    ['NODE_ENV', 'prod'],
    ['DATABASE', 'postgres'],
    ['LOG_LEVEL', 'loud'],
    ['HEALTH_PORT', '65536'],
    ['HEALTH_PORT', '-1'],
    ['HEALTH_HOST', 'not a host'],
    ['DISCORD_TOKEN', 'Bot abc'],
    ['MONGODB_URI', 'localhost:27017'],
    ['DISCORD_API_URL', 'discord.com'],
    ['MASTER_KEYS', KEY],
  ])('names %s when it is %s, and says what it wants', (key, value) => {
    const found = problems({ ...WHOLE, [key]: value });
    expect(found.map((problem) => problem.key)).toEqual([key]);
    expect(describeProblems(found)).toMatch(new RegExp(`^ {2}${key} wants \\w.+\\.$`));
  });
});

describe('the database', () => {
  const { MONGODB_URI: uri, ...rest } = WHOLE;

  test('is embedded only when asked for', () => {
    expect(config({ ...rest, DATABASE: 'embedded', DATA_DIRECTORY: './here' }).database).toEqual({
      kind: 'embedded',
      directory: './here',
    });
  });

  test('is one, not two', () => {
    expect(keys({ ...rest, DATABASE: 'embedded', MONGODB_URI: uri })).toEqual(['DATABASE']);
  });

  test('when embedded serves one process with every role', () => {
    expect(keys({ ...rest, DATABASE: 'embedded', ROLE: 'worker' })).toEqual(['ROLE']);
  });
});

describe('master keys', () => {
  test('come several, the current one first', () => {
    const other = randomBytes(32);
    const read = config({ ...WHOLE, MASTER_KEYS: `new:${other.toString('base64url')}, old:${KEY}` });
    expect(read.masterKeys.map((key) => key.id)).toEqual(['new', 'old']);
    expect(read.masterKeys[0].key).toEqual(other);
  });

  test.each([
    ['a key that is too short', `k1:${randomBytes(16).toString('base64')}`],
    ['a key that is too long', `k1:${randomBytes(33).toString('base64')}`],
    ['an id twice', `k1:${KEY},k1:${KEY}`],
    ['a forgotten placeholder', `k1:${Buffer.alloc(32).toString('base64')}`],
    ['the name of the development key', `development:${KEY}`],
    ['a comma too many', `k1:${KEY},`],
  ])('refuse %s', (_, value) => {
    expect(keys({ ...WHOLE, MASTER_KEYS: value })).toEqual(['MASTER_KEYS']);
  });
});

describe('the token', () => {
  test.each([
    'http://127.0.0.1:4000/api',
    'http://localhost/api',
    'https://discord.com/api',
  ])('may travel to %s', (url) => {
    expect(config({ ...WHOLE, DISCORD_API_URL: url }).discord.apiUrl).toBe(url);
  });

  test('never travels over a network in the clear', () => {
    expect(keys({ ...WHOLE, DISCORD_API_URL: 'http://discord.com/api' })).toEqual(['DISCORD_API_URL']);
  });
});

describe('secrets', () => {
  test('may come from files', () => {
    const files: Record<string, string> = { '/run/secrets/token': `${WHOLE.DISCORD_TOKEN}\n` };
    const { DISCORD_TOKEN: token, ...rest } = WHOLE;
    const read = readEnvironment(
      { ...rest, DISCORD_TOKEN_FILE: '/run/secrets/token' },
      (path) => files[path]!,
    );
    expect(read.unwrap().discord.token).toBe(token);
  });

  test('come from one place, and a file that cannot be read is named once', () => {
    const missing = () => {
      throw new Error('token-canary');
    };
    const { DISCORD_TOKEN: _, MONGODB_URI: __, ...rest } = WHOLE;
    const env = { ...rest, MASTER_KEYS_FILE: '/x', DISCORD_TOKEN_FILE: '/y', MONGODB_URI_FILE: '/z' };
    const found = readEnvironment(env, missing).unwrapErr();
    expect(found.map((problem) => problem.key)).toEqual(['DISCORD_TOKEN', 'MONGODB_URI', 'MASTER_KEYS']);
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  test('are not seen when the config is printed', () => {
    const read = config(WHOLE);
    for (const printed of [inspect(read, { depth: 9 }), JSON.stringify(read), `${read}`]) {
      expect(printed).not.toMatch(/canary/);
      expect(printed).not.toContain(read.masterKeys[0].key.toString('hex').slice(0, 8));
      expect(printed).not.toContain(KEY);
    }
  });

  test('are never repeated by a problem, whatever was typed', () => {
    const typed = fc.string({ minLength: 6, maxLength: 60 }).map((text) => `canary${text}`);
    const env = fc.record(
      {
        DISCORD_TOKEN: typed,
        MONGODB_URI: typed,
        MASTER_KEYS: typed,
        DISCORD_API_URL: typed,
        HEALTH_PORT: typed,
        ROLE: typed,
        DATABASE: typed,
      },
      { requiredKeys: ['MASTER_KEYS'] },
    );
    fc.assert(
      fc.property(env, (given) => {
        expect(describeProblems(readEnvironment(given).unwrapErr())).not.toContain('canary');
      }),
    );
  });
});

test('the config cannot be changed', () => {
  const read = config({ ...WHOLE, HEALTH_PORT: '8080' });
  for (const part of [read, read.discord, read.database, read.masterKeys, read.masterKeys[0], read.health]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
});

test('the example file explains every key, and no key that is not read', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const documented = [...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
  const source = readFileSync(new URL('../../src/config/environment.ts', import.meta.url), 'utf8');
  const wants = /const WANTS = \{([\s\S]*?)\n\};/.exec(source)![1]!;
  const read = [...wants.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
  expect(read.length).toBeGreaterThan(5);
  expect(documented.filter((key) => !key!.endsWith('_FILE')).sort()).toEqual(read.sort());
});
