import { compose } from './compose.ts';
import { readEnvironment } from './config/environment.ts';
import { loadEnvironmentFile } from './config/load-environment-file.ts';
import { createLogger } from './telemetry/logger.ts';
import { wallClock } from './wall-clock.ts';

loadEnvironmentFile();
const environment = readEnvironment(process.env);
if (environment.isErr()) {
  console.error('Alongside cannot start with this configuration:');
  for (const { key, wants } of environment.unwrapErr()) console.error(`  ${key} wants ${wants}.`);
  process.exit(1);
}
const config = environment.unwrap();
const logger = createLogger({
  level: config.logLevel,
  base: { role: config.role },
  secrets: [config.discord.token, ...(config.database.kind === 'mongodb' ? [config.database.uri] : [])],
});

try {
  const running = await compose({ config, clock: wallClock, logger });
  logger.info({}, 'Alongside is up');
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    // A second signal means it: the ledger takes up again what is cut off here.
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    await running.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  logger.fatal({ error }, 'Alongside did not start');
  process.exit(1);
}
