import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/**
 * Adds what a `.env` file says to `process.env`, when there is one; what is already set there wins.
 * Call it before `readEnvironment`.
 */
export function loadEnvironmentFile(path = '.env'): void {
  if (existsSync(path)) loadEnvFile(path);
}
