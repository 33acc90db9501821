import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What the demo remembers beside the world and the database. */
const Remembered = z.object({
  guildId: z.string(),
  generalId: z.string(),
  facilitatorRoleId: z.string(),
  /** Slug to account. */
  accounts: z.record(z.string(), z.string()),
  /** What the clock showed when it was last looked at, in milliseconds. */
  clock: z.number(),
  /** Account to channel to the newest message they have read. */
  read: z.record(z.string(), z.record(z.string(), z.string())),
});
export type Remembered = z.infer<typeof Remembered>;

export type Saved = { remembered: Remembered; world: string };

/** The demo's folder: the database has one inside it, world and memory are a file each. */
export class StateFolder {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  get database(): string {
    return join(this.#directory, 'database');
  }

  /** Refuses a folder in which another demo lives: the lock files of the database are named after their process. */
  mustBeFree(): void {
    const names = existsSync(this.database) ? readdirSync(this.database) : [];
    const holders = names.map((name) => Number(/^lock-(\d+)-/.exec(name)?.[1]));
    const other = holders.find((pid) => pid > 0 && pid !== process.pid && isAlive(pid));
    if (other !== undefined)
      throw new Error(
        `Another demo (process ${other}) uses ${this.#directory}. Stop it, or choose a folder with --directory.`,
      );
  }

  /** Forgets everything; nothing but what the demo itself put there is removed. */
  clear(): void {
    for (const name of ['database', 'world.json', 'demo.json'])
      rmSync(join(this.#directory, name), { recursive: true, force: true });
  }

  /** What was saved, or null: nothing yet, or something that cannot be read. */
  load(): Saved | null {
    try {
      const remembered = Remembered.parse(JSON.parse(this.#read('demo.json')));
      return { remembered, world: this.#read('world.json') };
    } catch {
      return null;
    }
  }

  save({ remembered, world }: Saved): void {
    mkdirSync(this.#directory, { recursive: true });
    this.#write('world.json', world);
    this.#write('demo.json', JSON.stringify(remembered));
  }

  #read(name: string): string {
    return readFileSync(join(this.#directory, name), 'utf8');
  }

  /** Never half a file: written beside it first, then put in its place. */
  #write(name: string, text: string): void {
    const path = join(this.#directory, name);
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
