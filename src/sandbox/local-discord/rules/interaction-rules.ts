import type { Breach } from './breach.ts';
import { complaints, list, oneOf, required } from './field-rules.ts';
import { checkFields, text } from './field-rules.ts';
import type { FormErrors } from './form-errors.ts';
import {
  checkMessage,
  emptyMessage,
  type MessageContext,
  messageFlag,
  messageKinds,
} from './message-rules.ts';
import { checkModal } from './modal-rules.ts';
import { isAbsent, isJson, type Json, objectsOf } from './shapes.ts';

const page = 'developers/interactions/receiving-and-responding.mdx';
const typeSource = `${page}#interaction-response-object-interaction-callback-type`;

/** The interaction that is answered: its type, and whether it came from a component of a message. */
export type AnsweredInteraction = { type: number; fromMessage: boolean };

const interactionType = { ping: 1, command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const;
const callback = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** Which answers an interaction takes: the table of callback types with its footnotes. */
function callbackTypesFor(interaction: AnsweredInteraction | undefined): number[] {
  if (!interaction) return [1, 4, 5, 6, 7, 8, 9, 10, 12];
  const { type, fromMessage } = interaction;
  if (type === interactionType.ping) return [1];
  if (type === interactionType.autocomplete) return [8];
  const updates = type === interactionType.component || fromMessage ? [6, 7] : [];
  const modal = type === interactionType.modalSubmit ? [] : [9];
  return [4, 5, ...updates, ...modal, 10, 12];
}

/** Checks the answer to an interaction. `interaction` is what is answered, where the caller knows it. */
export function checkCallback(
  form: FormErrors,
  body: Json,
  context: MessageContext,
  interaction: AnsweredInteraction | undefined,
): Breach | undefined {
  const types = callbackTypesFor(interaction);
  checkFields(form, [], body, { type: required(oneOf(...types)) }, typeSource);
  if (!types.includes(Number(body['type']))) return undefined;
  const data = isJson(body['data']) ? body['data'] : {};

  switch (body['type']) {
    case callback.message:
      checkMessage(form, ['data'], data, messageKinds.callback, context);
      return emptyMessage(data, messageKinds.callback, context.files.length);
    case callback.deferred:
      checkDeferral(form, data);
      return undefined;
    case callback.update:
      checkMessage(
        form,
        ['data'],
        data,
        { ...messageKinds.edit, source: messageKinds.callback.source },
        context,
      );
      return emptyMessage(data, messageKinds.edit, context.files.length);
    case callback.choices:
      checkChoices(form, data);
      return undefined;
    case callback.modal:
      if (isAbsent(body['data'])) {
        const { code, message } = complaints.required;
        form.add(['data'], code, message, `${page}#interaction-response-object-modal`);
      } else checkModal(form, ['data'], data);
      return undefined;
    default:
      return undefined;
  }
}

function checkDeferral(form: FormErrors, data: Json): void {
  const flags = Number(data['flags'] ?? 0);
  if ((flags & ~messageFlag.ephemeral) === 0) return;
  const message = `The flags ${flags & ~messageFlag.ephemeral} cannot be set here.`;
  form.add(['data', 'flags'], 'BASE_TYPE_CHOICES', message, `${page}#interaction-response-object-messages`);
}

function checkChoices(form: FormErrors, data: Json): void {
  const source = `${page}#interaction-response-object-autocomplete`;
  checkFields(form, ['data'], data, { choices: required(list(0, 25)) }, source);
  for (const [index, choice] of objectsOf(data['choices'])) {
    checkFields(
      form,
      ['data', 'choices', index],
      choice,
      { name: required(text(1, 100)), value: required(text(1, 100)) },
      'developers/interactions/application-commands.mdx#application-command-object-application-command-option-choice-structure',
    );
  }
}
