import { LogLevel, type ILogger } from '@sapphire/framework';
import { describeError, type Logger } from './logger.ts';

/** Sapphire's own log lines, as lines of ours. What it calls info and below is detail to us. */
export function sapphireLogger(log: Logger): ILogger {
  const say = (level: keyof Logger, values: readonly unknown[]) => {
    const said = values.map((value) => (value instanceof Error ? describeError(value) : String(value)));
    log[level]({ sapphire: said }, 'said by the framework');
  };
  return {
    has: (level) => level >= LogLevel.Warn,
    trace: () => {},
    debug: () => {},
    info: (...values) => say('debug', values),
    warn: (...values) => say('warn', values),
    error: (...values) => say('error', values),
    fatal: (...values) => say('error', values),
    write: (level, ...values) => {
      if (level >= LogLevel.Error) say('error', values);
      else if (level >= LogLevel.Warn) say('warn', values);
    },
  };
}
