import { MessageFlags, type APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Refusal } from '#domain/refusal';
import type { MessageBody } from './views/message-body.ts';
import { renderApology } from './views/replies/apology.ts';
import { renderRefusal, type ChooseWith } from './views/replies/refusal.ts';
import type { Words } from './words/en.ts';

type Sent = Omit<MessageBody, 'flags'> & { flags: number; allowedMentions: { parse: [] } };

/** The part of a discord.js interaction that can be answered; every command, component and form has it. */
export type Answerable = {
  readonly id: string;
  readonly deferred: boolean;
  readonly replied: boolean;
  /** null until a reply was deferred or sent; it stays null after `deferUpdate` or a form. */
  readonly ephemeral: boolean | null;
  deferReply(options: { flags: MessageFlags.Ephemeral }): Promise<unknown>;
  reply(options: Sent): Promise<unknown>;
  editReply(options: Sent): Promise<unknown>;
  followUp(options: Sent): Promise<unknown>;
};
/** A component's interaction, whose own message can be changed. */
export type Updatable = Answerable & {
  deferUpdate(): Promise<unknown>;
  update(options: Sent): Promise<unknown>;
};
/** An interaction that may open a form; a form's own submission may not. */
export type FormOpener = Answerable & {
  showModal(modal: APIModalInteractionResponseCallbackData): Promise<unknown>;
};

/** Discord did not take an answer because it came too late or twice; there is nobody left to tell. */
export type LostAnswer = { interaction: string; step: string; code: number | string };

/**
 * Every way to answer somebody. Each resolves to whether Discord took it: an interaction that is gone or
 * was answered already is told to `tell` and never thrown, because what the person asked for has happened
 * all the same. Anything else Discord says is thrown.
 */
export type Respond = {
  /** Within three seconds, before any work: "thinking", to be seen by this person alone. */
  deferPrivately(interaction: Answerable): Promise<boolean>;
  /** Within three seconds: takes the click without showing anything; later answers follow up privately. */
  deferUpdate(interaction: Updatable): Promise<boolean>;
  showForm(interaction: FormOpener, form: APIModalInteractionResponseCallbackData): Promise<boolean>;
  /** Shows a view to this person alone: as the reply, in place of "thinking", or as one more message. */
  answer(interaction: Answerable, view: MessageBody): Promise<boolean>;
  /** Redraws the message the component stands on; only for messages this person alone sees. */
  replace(interaction: Updatable, view: MessageBody): Promise<boolean>;
  /** Says no, kindly, with what to do next. `choose` turns `which-partnership` into buttons of that action. */
  refuse(interaction: Answerable, refusal: Refusal, words: Words, choose?: ChooseWith): Promise<boolean>;
  /** For bugs and outages: ours, with the reference that stands in the log. */
  apologise(interaction: Answerable, reference: string, words: Words): Promise<boolean>;
};

/** 10062 unknown interaction, 40060 already acknowledged, 10015 and 50027 its token has run out. */
const GONE = new Set<unknown>([
  10062,
  40060,
  10015,
  50027,
  'InteractionAlreadyReplied',
  'InteractionNotReplied',
]);

/** The only place that replies, edits or follows up. */
export function createRespond(tell: (lost: LostAnswer) => void): Respond {
  const attempt = async (interaction: Answerable, step: string, send: () => Promise<unknown>) => {
    try {
      await send();
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined || !GONE.has(code)) throw error;
      tell({ interaction: interaction.id, step, code });
      return false;
    }
  };

  const respond: Respond = {
    deferPrivately: (interaction) =>
      attempt(interaction, 'defer', () => interaction.deferReply({ flags: MessageFlags.Ephemeral })),

    deferUpdate: (interaction) => attempt(interaction, 'defer-update', () => interaction.deferUpdate()),

    showForm: (interaction, form) => attempt(interaction, 'form', () => interaction.showModal(form)),

    answer: (interaction, view) => {
      const privately = silent(view, view.flags | MessageFlags.Ephemeral);
      if (!interaction.deferred && !interaction.replied)
        return attempt(interaction, 'reply', () => interaction.reply(privately));
      // After `deferUpdate` the original is somebody else's message: editing it would publish the answer.
      const thinking = interaction.deferred && !interaction.replied && interaction.ephemeral !== null;
      if (thinking)
        return attempt(interaction, 'edit', () => interaction.editReply(silent(view, view.flags)));
      return attempt(interaction, 'follow-up', () => interaction.followUp(privately));
    },

    replace: (interaction, view) => {
      const body = silent(view, view.flags);
      if (!interaction.deferred && !interaction.replied)
        return attempt(interaction, 'update', () => interaction.update(body));
      return attempt(interaction, 'edit', () => interaction.editReply(body));
    },

    refuse: (interaction, refusal, words, choose) =>
      respond.answer(interaction, renderRefusal(refusal, words, choose)),

    apologise: (interaction, reference, words) =>
      respond.answer(interaction, renderApology({ reference }, words)),
  };
  return respond;
}

/** An answer names people without calling them. */
function silent(view: MessageBody, flags: number): Sent {
  return { components: view.components, flags, allowedMentions: { parse: [] } };
}

function codeOf(error: unknown): number | string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' || typeof error.code === 'string' ? error.code : undefined;
}
