import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLogger, type LogFields } from '#telemetry/logger';
import { safeError } from '#telemetry/safe-error';

type Line = { time: string; left: string[]; sapphire: unknown[]; [field: string]: unknown };

function recorder(secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLogger({
    level: 'debug',
    base: { role: 'all' },
    secrets,
    destination: { write: (line) => lines.push(line) },
  });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Line };
}

describe('a log line', () => {
  test('says what happened, where and when, as JSON', () => {
    const { log, last } = recorder();
    const fields = { kind: 'welcome', code: 50007, attempt: 2, guild: '112233445566778899' };
    log.warn({ ...fields, where: 'chat-input-command join' }, 'an effect was refused');
    expect(last()).toMatchObject({
      level: 'warn',
      msg: 'an effect was refused',
      role: 'all',
      ...fields,
      where: 'chat-input-command join',
    });
    expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('leaves out what has no field, whatever is passed, and says that it did', () => {
    const { log, last } = recorder();
    log.info({ content: 'canary', '112233445566778899': 'ana', count: 1 } as LogFields, 'checked in');
    expect(Object.keys(last()).sort()).toEqual(['count', 'left', 'level', 'msg', 'role', 'time']);
    expect(last().left.sort()).toEqual(['[removed]', 'content']);
  });

  test('removes prose and members from the fields it has', () => {
    const { log, last } = recorder();
    const fields = { kind: 'I slept badly', reference: '112233445566778899', state: { canary: 1 }, ms: 'x' };
    log.info({ ...fields, where: 'I slept badly' }, 'asked');
    for (const name of [...Object.keys(fields), 'where']) expect(last()[name]).toBe('[removed]');
  });

  test('shortens what the framework says, and takes out what it quotes', () => {
    const { log, last } = recorder();
    log.warn({ sapphire: ['Piece "canary" of 112233445566778899 is odd', new Error('canary')] }, 'said');
    expect(last().sapphire).toEqual(['Piece … of … is odd', expect.objectContaining({ name: 'Error' })]);
    expect(JSON.stringify(last())).not.toContain('canary');
  });

  test('never holds a secret or what looks like a token', () => {
    const { log, lines } = recorder(['hunter2-canary']);
    const token = `${'M'.repeat(24)}.Gabcde.${'x'.repeat(38)}`;
    log.error({ code: 'hunter2-canary' }, `logged in with ${token}`);
    expect(lines.join('')).not.toContain('hunter2-canary');
    expect(lines.join('')).not.toContain(token);
    expect(() => JSON.parse(lines[0]!)).not.toThrow();
  });

  test('below the level is not written', () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'warn', destination: { write: (line) => lines.push(line) } });
    log.info({}, 'quiet');
    log.error({}, 'loud');
    expect(lines).toHaveLength(1);
  });
});

describe('an error', () => {
  test('tells its name, code and frames', () => {
    const error = Object.assign(new RangeError('canary'), { code: 'ECONNREFUSED', status: 503 });
    const told = safeError(error);
    expect(told).toMatchObject({ name: 'RangeError', code: 'ECONNREFUSED', status: 503 });
    expect(told.stack?.[0]).toMatch(/logger\.test\.ts:\d+/);
  });

  test('never tells its message, however the message looks, nor those of its causes', () => {
    const { log, lines } = recorder();
    const message = fc
      .array(fc.oneof(fc.string(), fc.constant('    at canary (canary.ts:1:1)'), fc.constant('')), {
        maxLength: 4,
      })
      .map((parts) => `canary${parts.join('\n')}`);
    fc.assert(
      fc.property(message, message, (outer, inner) => {
        log.error({ error: new Error(outer, { cause: new TypeError(inner) }) }, 'failed');
        expect(lines.pop()).not.toContain('canary');
      }),
    );
  });

  test('that quotes what it choked on keeps it to itself', () => {
    let error: unknown;
    try {
      JSON.parse('canary');
    } catch (caught) {
      error = caught;
    }
    expect(safeError(error).name).toBe('SyntaxError');
    expect(JSON.stringify(safeError(error))).not.toContain('canary');
  });

  test('with itself as its cause ends', () => {
    const error = new Error('round and round');
    error.cause = error;
    expect(JSON.stringify(safeError(error)).match(/"name"/g)).toHaveLength(4);
  });

  test('described by another room keeps its name, code and frames only', () => {
    const at = ['at run (x.ts:1:2)', 'canary'];
    expect(safeError({ name: 'TypeError', code: 7, message: 'canary', at })).toEqual({
      name: 'TypeError',
      code: 7,
      stack: ['at run (x.ts:1:2)'],
    });
  });

  test('that is no error is told by its type', () => {
    expect(safeError('canary')).toEqual({ name: 'string' });
  });
});
