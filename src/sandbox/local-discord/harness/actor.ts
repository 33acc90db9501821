import type { FieldValue } from '../control/fill-modal.ts';
import type { PersonControl } from '../control/person-control.ts';
import type { Outcome, SeenMessage, SeenModal } from '../control/seen.ts';
import type { OptionValue } from '../control/type-command.ts';
import type { LocalDiscord } from '../local-discord.ts';
import { eventually } from './eventually.ts';

/** A text to find: a part of what can be read, or a pattern. */
export type Wording = string | RegExp;

/**
 * Somebody in a story: `await ana.runs('/checkin')`, `await ben.clicks('Continue')`, `await ana.sees(/resting/)`.
 *
 * Actors look only where their person can look, wait for what they look for, and fail with the end of the world's
 * log. What fails for the person (no answer in three seconds) fails the story, unless it goes through `control`.
 */
export class Actor {
  readonly id: string;
  readonly name: string;
  /** The same person without waiting and with every outcome as data. */
  readonly control: PersonControl;
  readonly #discord: LocalDiscord;
  readonly #patienceMs: number;
  #form: SeenModal | null = null;
  #latest: SeenMessage | null = null;

  constructor(discord: LocalDiscord, id: string, patienceMs: number) {
    this.#discord = discord;
    this.#patienceMs = patienceMs;
    this.control = discord.control.person(id);
    this.id = id;
    this.name = this.control.name;
  }

  /** The form open in front of this person, if the last thing they did opened one. */
  get form(): SeenModal | null {
    return this.#form;
  }

  /** What their last act led to, if it was a message. */
  get answer(): SeenMessage | null {
    return this.#latest;
  }

  /** Goes to a channel, thread or, with `'dm'`, the conversation with the bot. */
  goesTo(channel: string): this {
    if (channel === 'dm') this.control.createsDm();
    else this.control.goesTo(channel);
    return this;
  }

  /** Waits until a channel or thread of that name can be seen, and goes there. */
  async finds(channel: Wording): Promise<string> {
    const found = await eventually(
      this.#discord.log,
      `${this.name} hoped to find a channel ${channel}`,
      this.#patienceMs,
      () => this.control.channels(true).find(({ name }) => says(name, channel)),
    );
    this.control.goesTo(found.id);
    return found.id;
  }

  async runs(line: string, options: Readonly<Record<string, OptionValue>> = {}): Promise<Outcome> {
    return await this.#did(`runs ${line}`, () => this.control.runs(line, options));
  }

  /** Presses the button of that label in the newest message, anywhere, that has it enabled; waits for one. */
  async clicks(label: Wording): Promise<Outcome> {
    const { message, customId } = await this.#looksFor(`an enabled button ${label}`, (candidate) =>
      candidate.buttons.find((button) => !button.disabled && button.customId && fits(button.label, label)),
    );
    return await this.#did(`clicks ${label}`, () => this.control.clicks(message.id, customId ?? ''));
  }

  /** Chooses in the newest enabled menu of that placeholder, anywhere; waits for one. */
  async selects(placeholder: Wording, ...choices: readonly string[]): Promise<Outcome> {
    const { message, customId } = await this.#looksFor(`an enabled menu ${placeholder}`, (candidate) =>
      candidate.menus.find((menu) => !menu.disabled && fits(menu.placeholder, placeholder)),
    );
    return await this.#did(`selects ${choices.join(', ')}`, () =>
      this.control.selects(message.id, customId ?? '', choices),
    );
  }

  /** Fills in the open form and sends it; fields by label or custom id. */
  async submits(values: Readonly<Record<string, FieldValue>>): Promise<Outcome> {
    const form = this.#form;
    if (!form) throw this.#failure('has no form open');
    return await this.#did(`sends the form "${form.title}"`, () => this.control.submitsModal(form, values));
  }

  /** Uses a message's menu on the newest message with that text. */
  async uses(menu: string, on: Wording): Promise<Outcome> {
    const message = await this.sees(on);
    return await this.#did(`uses "${menu}"`, () => this.control.usesMessageMenu(menu, message.id));
  }

  /** Writes where they are. */
  posts(content: string): SeenMessage {
    return this.control.posts(this.control.place(), content);
  }

  /** Waits until a message with that text can be seen, anywhere, and gives the newest one. */
  async sees(text: Wording): Promise<SeenMessage> {
    return await eventually(this.#discord.log, `${this.name} hoped to see ${text}`, this.#patienceMs, () =>
      this.everything().find((message) => says(message.text, text)),
    );
  }

  /** Waits for a ping whose message has that text. */
  async isPinged(text: Wording): Promise<SeenMessage> {
    return await eventually(
      this.#discord.log,
      `${this.name} hoped to be pinged with ${text}`,
      this.#patienceMs,
      () => {
        const pings = new Set(this.control.notifications().map(({ messageId }) => messageId));
        return this.#newest((message) => pings.has(message.id) && says(message.text, text));
      },
    );
  }

  /** Fails if such a message can be seen now; let the story settle first. */
  doesNotSee(text: Wording): void {
    const found = this.#newest((message) => says(message.text, text));
    if (found) throw this.#failure(`should not see ${text}, but sees "${found.text}"`);
  }

  /** Every message this person can see in any channel, archived threads included, newest first. */
  everything(): SeenMessage[] {
    return [...this.control.newestFirst()];
  }

  #newest(fits: (message: SeenMessage) => boolean): SeenMessage | undefined {
    for (const message of this.control.newestFirst()) if (fits(message)) return message;
    return undefined;
  }

  async #looksFor(
    what: string,
    find: (message: SeenMessage) => { customId: string | null } | undefined,
  ): Promise<{ message: SeenMessage; customId: string | null }> {
    return await eventually(this.#discord.log, `${this.name} looked for ${what}`, this.#patienceMs, () => {
      for (const message of this.control.newestFirst()) {
        const found = find(message);
        if (found) return { message, customId: found.customId };
      }
      return undefined;
    });
  }

  async #did(what: string, act: () => Promise<Outcome>): Promise<Outcome> {
    let outcome: Outcome;
    try {
      outcome = await act();
    } catch (error) {
      throw this.#failure(`${what}: ${error instanceof Error ? error.message : error}`);
    }
    if (outcome.kind === 'failed') throw this.#failure(`${what}: "${outcome.text}"`);
    this.#form = outcome.kind === 'modal' ? outcome.modal : null;
    if (outcome.kind === 'message' || outcome.kind === 'updated') this.#latest = outcome.message;
    return outcome;
  }

  #failure(what: string): Error {
    return new Error(`${this.name} ${what}\n${this.#discord.log.tail()}`);
  }
}

function says(text: string, wording: Wording): boolean {
  return typeof wording === 'string' ? text.includes(wording) : wording.test(text);
}

/** A label is compared whole when it is given as text. */
function fits(label: string, wording: Wording): boolean {
  return typeof wording === 'string' ? label === wording : wording.test(label);
}
