import type { RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { formError, refusals } from '../api-error.ts';
import { Callback, type Interaction, InteractionKind } from '../interactions/interaction.ts';
import type { Channel, Message } from '../world/entities.ts';
import { createMessage, deleteEphemeral, deleteMessages, editMessage } from '../world/message-changes.ts';
import type { AnyComponent } from '../world/message-text.ts';
import { messageOnWire } from '../world/wire.ts';
import { type Answer, bodyOf, type Call, NO_CONTENT, ok, param, type Routes } from './call.ts';
import { messageEdit, newMessage } from './message-body.ts';

type Said = RESTPostAPIChannelMessageJSONBody & {
  custom_id?: string;
  title?: string;
  choices?: { name: string; value: string | number }[];
};

/** Which answers fit which interaction: developers/interactions/receiving-and-responding#interaction-response-object. */
function mayAnswer(interaction: Interaction, type: number): boolean {
  const { kind, message } = interaction;
  if (kind === InteractionKind.autocomplete) return type === Callback.choices;
  if (type === Callback.message || type === Callback.deferredMessage) return true;
  if (type === Callback.deferredUpdate || type === Callback.update) return message !== null;
  if (type === Callback.modal) return kind !== InteractionKind.modal;
  return false;
}

function callback(call: Call): Answer {
  const { world, interactions } = call;
  const interaction = interactions.awaiting(param(call, 'interaction'), param(call, 'token'));
  const body = bodyOf<{ type: number; data?: Said }>(call);
  if (!mayAnswer(interaction, body.type))
    throw formError('type', 'BASE_TYPE_CHOICES', 'This response type does not fit this interaction.');
  const channel = world.channel(interaction.channelId);
  const data = body.data ?? {};
  const message = act(call, interaction, channel, body.type, data);
  interaction.answered = body.type;
  if (message) {
    interaction.originalId = message.id;
    interaction.messageIds.push(message.id);
  }
  interactions.changed(interaction, `answered with type ${body.type}`, message?.id);
  if (call.query['with_response'] !== 'true') return NO_CONTENT;
  // Only these two answers give a message back: #interaction-callback-interaction-callback-resource-object.
  const shown = body.type === Callback.message || body.type === Callback.update ? message : null;
  return ok({
    interaction: {
      id: interaction.id,
      type: interaction.kind,
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: (message.flags & MessageFlags.Loading) !== 0,
            response_message_ephemeral: message.ephemeralFor !== null,
          }
        : {}),
      ...(world.channels.has(channel.id) ? { channel_id: channel.id } : {}),
      ...(channel.guildId ? { guild_id: channel.guildId } : {}),
    },
    ...(shown ? { resource: { type: body.type, message: messageOnWire(world, shown, true) } } : {}),
  });
}

/** Does what the answer says and gives back the message that `@original` will mean from now on. */
function act(
  call: Call,
  interaction: Interaction,
  channel: Channel,
  type: number,
  data: Said,
): Message | null {
  const { world } = call;
  switch (type) {
    case Callback.message:
      return answerMessage(call, interaction, channel, data, 0);
    case Callback.deferredMessage: {
      const flags = (data.flags ?? 0) & MessageFlags.Ephemeral;
      return answerMessage(call, interaction, channel, { flags }, MessageFlags.Loading);
    }
    case Callback.deferredUpdate:
      return interaction.message;
    case Callback.update: {
      const { message } = interaction;
      if (!message) throw refusals.unknownMessage();
      editMessage(world, channel, message, messageEdit(world, channel, message, call, data));
      return message;
    }
    case Callback.choices:
      interaction.choices = data.choices ?? [];
      return null;
    default:
      interaction.modal = {
        interactionId: interaction.id,
        customId: data.custom_id ?? '',
        title: data.title ?? '',
        components: (data.components ?? []) as unknown as AnyComponent[],
      };
      return null;
  }
}

function answerMessage(
  call: Call,
  interaction: Interaction,
  channel: Channel,
  data: Said,
  extraFlags: number,
): Message {
  const said = newMessage(call.world, channel, call, data);
  const ephemeral = (said.flags & MessageFlags.Ephemeral) !== 0;
  const isCommand = interaction.kind === InteractionKind.command;
  return createMessage(call.world, channel, {
    ...said,
    flags: said.flags | extraFlags,
    authorId: call.world.botId,
    webhookId: call.world.application.id,
    interaction: interaction.metadata,
    ephemeralFor: ephemeral ? interaction.userId : null,
    replyTo: null,
    type: isCommand ? MessageType.ChatInputCommand : MessageType.Default,
  });
}

function followUp(call: Call): Answer {
  const { world, interactions } = call;
  const interaction = interactions.answered(param(call, 'application'), param(call, 'token'));
  const channel = world.channel(interaction.channelId);
  const body = bodyOf<Said>(call);
  const original = interaction.originalId
    ? (channel.ephemerals.get(interaction.originalId) ?? channel.messages.get(interaction.originalId))
    : undefined;
  // The first follow-up to a deferred answer fills that answer in, and cannot change who sees it.
  if (original && (original.flags & MessageFlags.Loading) !== 0) {
    editMessage(world, channel, original, messageEdit(world, channel, original, call, body));
    interactions.changed(interaction, 'deferred answer filled in by a follow-up', original.id);
    return ok(messageOnWire(world, original, true));
  }
  const message = answerMessage(call, interaction, channel, body, 0);
  interaction.messageIds.push(message.id);
  interactions.changed(interaction, 'follow-up', message.id);
  return ok(messageOnWire(world, message, true));
}

/** The interaction of a webhook request, its channel and the message meant. */
function meant(call: Call): { interaction: Interaction; channel: Channel; message: Message } {
  const interaction = call.interactions.answered(param(call, 'application'), param(call, 'token'));
  const message = call.interactions.messageOf(interaction, call.params['message'] ?? '@original');
  return { interaction, channel: call.world.channel(interaction.channelId), message };
}

function getAnswer(call: Call): Answer {
  return ok(messageOnWire(call.world, meant(call).message, true));
}

function editAnswer(call: Call): Answer {
  const { interaction, channel, message } = meant(call);
  editMessage(call.world, channel, message, messageEdit(call.world, channel, message, call, bodyOf(call)));
  call.interactions.changed(interaction, 'answer edited', message.id);
  return ok(messageOnWire(call.world, message, true));
}

function deleteAnswer(call: Call): Answer {
  const { interaction, channel, message } = meant(call);
  if (message.ephemeralFor === null) deleteMessages(call.world, channel, [message.id]);
  else deleteEphemeral(call.world, channel, message);
  call.interactions.changed(interaction, 'answer deleted');
  return NO_CONTENT;
}

/** First answers and follow-ups; none of these needs the bot's token or counts for the global limit. */
export const interactionRoutes: Routes = {
  'POST /interactions/:interaction/:token/callback': callback,
  'POST /webhooks/:application/:token': followUp,
  'GET /webhooks/:application/:token/messages/@original': getAnswer,
  'PATCH /webhooks/:application/:token/messages/@original': editAnswer,
  'DELETE /webhooks/:application/:token/messages/@original': deleteAnswer,
  'GET /webhooks/:application/:token/messages/:message': getAnswer,
  'PATCH /webhooks/:application/:token/messages/:message': editAnswer,
  'DELETE /webhooks/:application/:token/messages/:message': deleteAnswer,
};
