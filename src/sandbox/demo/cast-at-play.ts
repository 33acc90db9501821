import { nextTurn, type Turn } from './next-deed.ts';
import type { Situation } from './situation.ts';

/** How long, in wall time, people take between two things they do. */
const BREATH_MS = 700;

export type Playing = {
  situation(): Promise<Situation>;
  accounts: Readonly<Record<string, string>>;
  deed(deed: Exclude<Turn, { kind: 'your turn' } | { kind: 'time goes on' }>): Promise<void>;
  /** Moves to the next thing that happens; false when nothing is planned. */
  moveOn(): Promise<boolean>;
  /** Something about the play changed. */
  changed(): void;
  report(error: unknown): void;
};

/** Lets the cast live by itself, one deed after the other, around the person the visitor is. */
export class CastAtPlay {
  readonly #playing: Playing;
  readonly #breathMs: number;
  #visitor: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #under: Promise<void> = Promise.resolve();

  constructor(playing: Playing, breathMs = BREATH_MS) {
    this.#playing = playing;
    this.#breathMs = breathMs;
  }

  get isOn(): boolean {
    return this.#visitor !== null;
  }

  start(visitor: string): void {
    const wasOn = this.isOn;
    this.#visitor = visitor;
    if (!wasOn) this.#wait();
    this.#playing.changed();
  }

  stop(): void {
    this.#visitor = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#playing.changed();
  }

  /** Resolves when nobody is in the middle of anything. */
  async rests(): Promise<void> {
    this.stop();
    await this.#under;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#under = this.#turn().catch((error: unknown) => {
        this.#playing.report(error);
        this.stop();
      });
    }, this.#breathMs);
  }

  async #turn(): Promise<void> {
    if (this.#visitor === null) return;
    const turn = nextTurn(await this.#playing.situation(), this.#playing.accounts, this.#visitor);
    if (turn.kind === 'time goes on') {
      if (!(await this.#playing.moveOn())) this.stop();
    } else if (turn.kind !== 'your turn') await this.#playing.deed(turn);
    if (this.isOn) this.#wait();
  }
}
