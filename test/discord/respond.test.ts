import { MessageFlags } from 'discord-api-types/v10';
import type {
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  createRespond,
  type Answerable,
  type FormOpener,
  type LostAnswer,
  type Updatable,
} from '#discord/respond';
import { message, text } from '#discord/views/components';
import { en } from '#discord/words/en';
import { textOf } from './views/components-of.ts';

type Call = { how: string; options: { flags?: number; allowedMentions?: unknown } | undefined };

/** An interaction as discord.js keeps it: what was answered decides what may follow. */
class FakeInteraction implements Updatable, FormOpener {
  readonly id = '7777777777777777777';
  deferred = false;
  replied = false;
  ephemeral: boolean | null = null;
  readonly calls: Call[] = [];
  /** The error code with which Discord refuses everything, if any. */
  readonly code: number | string | undefined;

  constructor(code?: number | string) {
    this.code = code;
  }

  #send(how: string, options?: unknown): void {
    if (this.code !== undefined) throw Object.assign(new Error(`refused ${how}`), { code: this.code });
    this.calls.push({ how, options: options as Call['options'] });
  }

  async deferReply(options: { flags: number }) {
    this.#send('deferReply', options);
    this.deferred = true;
    this.ephemeral = true;
  }
  async reply(options: { flags: number }) {
    this.#send('reply', options);
    this.replied = true;
    this.ephemeral = true;
  }
  async editReply(options: unknown) {
    this.#send('editReply', options);
    this.replied = true;
  }
  async followUp(options: unknown) {
    this.#send('followUp', options);
    this.replied = true;
  }
  async deferUpdate() {
    this.#send('deferUpdate');
    this.deferred = true;
  }
  async update(options: unknown) {
    this.#send('update', options);
    this.replied = true;
  }
  async showModal(options: unknown) {
    this.#send('showModal', options);
    this.replied = true;
  }
}

const lost: LostAnswer[] = [];
const respond = createRespond((answer) => lost.push(answer));
const view = message('calm', text('hello'));
const howOf = ({ calls }: FakeInteraction) => calls.map(({ how }) => how);
const isPrivate = (call: Call | undefined) => ((call?.options?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;

describe('an answer', () => {
  it('at once is a private reply', async () => {
    const interaction = new FakeInteraction();
    expect(await respond.answer(interaction, view)).toBe(true);
    expect(howOf(interaction)).toEqual(['reply']);
    expect(isPrivate(interaction.calls[0])).toBe(true);
  });

  it('after "thinking" takes its place, and a second one follows it privately', async () => {
    const interaction = new FakeInteraction();
    await respond.deferPrivately(interaction);
    await respond.answer(interaction, view);
    await respond.answer(interaction, view);
    expect(howOf(interaction)).toEqual(['deferReply', 'editReply', 'followUp']);
    expect(isPrivate(interaction.calls[0])).toBe(true);
    expect(isPrivate(interaction.calls[2])).toBe(true);
  });

  it('after a click was only taken never overwrites the shared message', async () => {
    const interaction = new FakeInteraction();
    await respond.deferUpdate(interaction);
    await respond.answer(interaction, view);
    expect(howOf(interaction)).toEqual(['deferUpdate', 'followUp']);
    expect(isPrivate(interaction.calls[1])).toBe(true);
  });

  it('never calls anybody it names', async () => {
    const interaction = new FakeInteraction();
    await respond.answer(interaction, view);
    expect(interaction.calls[0]?.options?.allowedMentions).toEqual({ parse: [] });
  });
});

describe('redrawing a private message', () => {
  it('updates it at once, or edits it after the click was taken', async () => {
    const atOnce = new FakeInteraction();
    await respond.replace(atOnce, view);
    expect(howOf(atOnce)).toEqual(['update']);
    const later = new FakeInteraction();
    await respond.deferUpdate(later);
    await respond.replace(later, view);
    expect(howOf(later)).toEqual(['deferUpdate', 'editReply']);
  });
});

describe('a form', () => {
  it('is shown as it is', async () => {
    const interaction = new FakeInteraction();
    const form = { custom_id: 'x', title: 'Form', components: [] };
    expect(await respond.showForm(interaction, form)).toBe(true);
    expect(interaction.calls).toEqual([{ how: 'showModal', options: form }]);
  });
});

describe('an answer that Discord no longer takes', () => {
  it.each([10062, 40060, 10015, 50027])('is told to the log and not thrown (%i)', async (code) => {
    lost.length = 0;
    const interaction = new FakeInteraction(code);
    expect(await respond.deferPrivately(interaction)).toBe(false);
    expect(await respond.deferUpdate(interaction)).toBe(false);
    expect(await respond.answer(interaction, view)).toBe(false);
    expect(await respond.replace(interaction, view)).toBe(false);
    expect(lost.map(({ step }) => step)).toEqual(['defer', 'defer-update', 'reply', 'update']);
    expect(lost.every((answer) => answer.code === code && answer.interaction === interaction.id)).toBe(true);
  });

  it('for any other reason is thrown, because somebody has to look at it', async () => {
    await expect(respond.answer(new FakeInteraction(50035), view)).rejects.toThrow('refused reply');
  });
});

describe('a refusal and an apology', () => {
  it('reach the person privately, in words', async () => {
    const interaction = new FakeInteraction();
    await respond.refuse(interaction, { kind: 'vote-closed' }, en);
    await respond.apologise(interaction, 'A1B2C3', en);
    expect(howOf(interaction)).toEqual(['reply', 'followUp']);
    expect(interaction.calls.every(isPrivate)).toBe(true);
    expect(textOf(interaction.calls[0]?.options)).toBe(en.refusals.voteClosed);
    expect(textOf(interaction.calls[1]?.options)).toContain('`A1B2C3`');
  });
});

it("discord.js's own interactions are what is answered here", () => {
  expectTypeOf<ChatInputCommandInteraction>().toExtend<FormOpener>();
  expectTypeOf<MessageContextMenuCommandInteraction>().toExtend<FormOpener>();
  expectTypeOf<ButtonInteraction>().toExtend<Updatable & FormOpener>();
  expectTypeOf<StringSelectMenuInteraction>().toExtend<Updatable & FormOpener>();
  expectTypeOf<ModalSubmitInteraction>().toExtend<Answerable>();
});
