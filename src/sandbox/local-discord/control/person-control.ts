import { ComponentType } from 'discord-api-types/v10';
import { Callback, type Interaction, InteractionKind } from '../interactions/interaction.ts';
import type { Interactions } from '../interactions/interactions.ts';
import { installationOwners, interactionOnWire, resolved } from '../interactions/payload.ts';
import { openDirectConversation } from '../world/channel-changes.ts';
import type { Channel, Message } from '../world/entities.ts';
import { mustNotBeLocked, mustSend } from '../world/may.ts';
import { createMessage, deleteEphemeral, deleteMessages } from '../world/message-changes.ts';
import { type AnyComponent, everyComponent } from '../world/message-text.ts';
import { has, Permission } from '../world/permissions.ts';
import { addThreadMember, removeThreadMember } from '../world/thread-changes.ts';
import { userOnWire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { Cannot } from './cannot.ts';
import { checkedChoices, type FieldValue, fillModal } from './fill-modal.ts';
import { outcomeOf } from './outcome-of.ts';
import { PersonView } from './person-view.ts';
import { type Outcome, type SeenMenu, type SeenMessage, seenMessage } from './seen.ts';
import { commandsFor, mustSuggest, type OptionValue, typeCommand } from './type-command.ts';

/**
 * One person with one person's view and one person's powers. Every verb does what Discord's client would do for
 * them, or throws `Cannot` where the client would not offer it, and then tells what that person sees.
 * All arguments and results are plain data, so that the same verbs work over HTTP.
 */
export class PersonControl extends PersonView {
  readonly #world: World;
  readonly #interactions: Interactions;
  readonly #patienceMs: number;

  constructor(world: World, interactions: Interactions, id: string, patienceMs: number) {
    super(world, id);
    this.#world = world;
    this.#interactions = interactions;
    this.#patienceMs = patienceMs;
  }

  /** Types a slash command, such as `/goal add`, where they are or in the channel given. */
  async runs(
    line: string,
    options: Readonly<Record<string, OptionValue>> = {},
    channelId = this.place(),
  ): Promise<Outcome> {
    const channel = this.#open(channelId);
    const typed = typeCommand(this.#world, this.id, channel, line, options);
    this.#note(`runs ${line} ${JSON.stringify(options)}`);
    return await this.#interact(InteractionKind.command, channel, null, {
      ...this.#commandData(typed.command),
      options: typed.options,
      ...this.#resolved(channel, typed.ids),
    });
  }

  /** Begins to type an option and gets the bot's suggestions. */
  async autocompletes(
    line: string,
    option: string,
    text: string,
    options: Readonly<Record<string, OptionValue>> = {},
    channelId = this.place(),
  ): Promise<Outcome> {
    const channel = this.#open(channelId);
    const values = { ...options, [option]: text };
    const typed = typeCommand(this.#world, this.id, channel, line, values, option);
    mustSuggest(typed.command, typed.path, option);
    return await this.#interact(InteractionKind.autocomplete, channel, null, {
      ...this.#commandData(typed.command),
      options: typed.options,
    });
  }

  /** Uses an entry of a message's menu, such as "Count as check-in". */
  async usesMessageMenu(name: string, messageId: string): Promise<Outcome> {
    const { channel, message } = this.messageSeen(messageId);
    if (message.ephemeralFor !== null) throw new Cannot('an ephemeral message has no such menu');
    return await this.#usesMenu(3, name, channel, messageId);
  }

  /** Uses an entry of a person's menu. */
  async usesPersonMenu(name: string, userId: string, channelId = this.place()): Promise<Outcome> {
    this.#world.person(userId);
    return await this.#usesMenu(2, name, this.#open(channelId), userId);
  }

  async #usesMenu(type: number, name: string, channel: Channel, targetId: string): Promise<Outcome> {
    const offered = commandsFor(this.#world, this.id, channel).filter((command) => command.type === type);
    const command = offered.find((candidate) => candidate.name === name);
    if (!command)
      throw new Cannot(
        `the menu has no "${name}", only ${offered.map((known) => `"${known.name}"`).join(', ')}`,
      );
    this.#note(`uses "${name}" on ${targetId}`);
    return await this.#interact(InteractionKind.command, channel, null, {
      ...this.#commandData(command),
      target_id: targetId,
      ...this.#resolved(channel, [targetId]),
    });
  }

  /** Presses a button by its custom id or label; it must be there, enabled and visible to this person. */
  async clicks(messageId: string, customIdOrLabel: string): Promise<Outcome> {
    const { channel, message } = this.messageSeen(messageId);
    const { buttons } = seenMessage(this.#world, message);
    const button = buttons.find(
      ({ customId, label }) => customId === customIdOrLabel || label === customIdOrLabel,
    );
    if (!button)
      throw new Cannot(
        `there is no button "${customIdOrLabel}" on message ${messageId}, only ${buttons.map(({ label }) => `"${label}"`).join(', ') || 'none'}`,
      );
    if (button.customId === null) throw new Cannot(`"${button.label}" is a link to ${button.url}`);
    if (button.disabled) throw new Cannot(`the button "${button.label}" is disabled`);
    this.#mayUseComponents(channel);
    this.#note(`clicks "${button.label}" on ${messageId}`);
    return await this.#interact(InteractionKind.component, channel, message, {
      id: this.#componentId(message, button.customId),
      custom_id: button.customId,
      component_type: ComponentType.Button,
    });
  }

  /** Chooses in a menu, found by custom id or placeholder; string options by label or value, others by id. */
  async selects(messageId: string, menuName: string, choices: readonly string[]): Promise<Outcome> {
    const { channel, message } = this.messageSeen(messageId);
    const { menus } = seenMessage(this.#world, message);
    const menu = menus.find(({ customId, placeholder }) => customId === menuName || placeholder === menuName);
    if (!menu)
      throw new Cannot(
        `there is no menu "${menuName}" on message ${messageId}, only ${menus.map(({ placeholder }) => `"${placeholder}"`).join(', ') || 'none'}`,
      );
    if (menu.disabled) throw new Cannot(`the menu "${menuName}" is disabled`);
    const values = checkedChoices(menuName, menu, choices, menu.minValues > 0);
    this.#mayUseComponents(channel);
    this.#note(`selects ${JSON.stringify(choices)} in "${menuName}" on ${messageId}`);
    return await this.#interact(InteractionKind.component, channel, message, {
      id: this.#componentId(message, menu.customId),
      custom_id: menu.customId,
      component_type: menu.type,
      values,
      ...this.#resolvedMenu(channel, menu, values),
    });
  }

  /** Fills in and sends a form that the bot opened for this person; fields by label or custom id. */
  async submitsModal(
    modal: string | { interactionId: string },
    values: Readonly<Record<string, FieldValue>>,
  ): Promise<Outcome> {
    const interactionId = typeof modal === 'string' ? modal : modal.interactionId;
    const opener = this.#interactions.byId(interactionId);
    if (!opener?.modal || opener.userId !== this.id) throw new Cannot('no such form is open');
    const open = opener.modal;
    const { components, ids } = fillModal(open, values);
    const channel = this.channelSeen(opener.channelId);
    this.#note(`sends the form "${open.title}" ${JSON.stringify(values)}`);
    const data = { custom_id: open.customId, components, ...this.#resolved(channel, ids) };
    const metadata = { triggering_interaction_metadata: opener.metadata };
    const outcome = await this.#interact(
      InteractionKind.modal,
      channel,
      opener.message,
      data,
      metadata,
      // The form closes once the bot took it; after a failure it stays and can be sent again.
      () => {
        opener.modal = null;
      },
    );
    return outcome;
  }

  /** Writes a message; without the permission the box is greyed out. */
  posts(channelId: string, content: string, replyTo?: string): SeenMessage {
    const channel = this.channelSeen(channelId);
    try {
      mustSend(this.#world, this.id, channel, { embeds: false, files: false });
    } catch (error) {
      throw new Cannot(`${this.name} cannot write here: ${error instanceof Error ? error.message : error}`);
    }
    this.#note(`posts ${JSON.stringify(content)} in ${channelId}`);
    const message = createMessage(this.#world, channel, {
      authorId: this.id,
      content,
      replyTo: replyTo ? this.#world.message(channel, replyTo) : null,
    });
    return seenMessage(this.#world, message);
  }

  /** Deletes a message of their own (or of others, as a moderator), or dismisses one only they see. */
  deletes(messageId: string): void {
    const { channel, message } = this.messageSeen(messageId);
    this.#note(`deletes ${messageId}`);
    if (message.ephemeralFor !== null) {
      deleteEphemeral(this.#world, channel, message);
      return;
    }
    const mayModerate = has(this.#world.permissions(this.id, channel), Permission.ManageMessages);
    if (message.authorId !== this.id && !(channel.guildId && mayModerate))
      throw new Cannot('only its author or a moderator deletes a message');
    deleteMessages(this.#world, channel, [messageId]);
  }

  /** Opens the conversation with the bot (or somebody else) and goes there. */
  createsDm(withId = this.#world.botId): string {
    const channel = openDirectConversation(this.#world, this.id, withId);
    this.goesTo(channel.id);
    return channel.id;
  }

  /** Joins an open thread, or is in it already. */
  joinsThread(threadId: string): void {
    addThreadMember(this.#world, this.#open(threadId), this.id);
  }

  leavesThread(threadId: string): void {
    removeThreadMember(this.#world, this.channelSeen(threadId), this.id);
  }

  /** Lets members of shared guilds write to them, or no longer. */
  opensDms(open: boolean): void {
    this.#world.person(this.id).dmsOpen = open;
    this.#note(`${open ? 'opens' : 'closes'} direct messages`);
  }

  /** A channel in which commands can be used: not an archived thread (developers/topics/threads). */
  #open(id: string): Channel {
    const channel = this.channelSeen(id);
    if (channel.thread?.archived) throw new Cannot(`the thread "${channel.name}" is archived`);
    return channel;
  }

  /** Components of an archived thread work only for those who could wake it. */
  #mayUseComponents(channel: Channel): void {
    if (!channel.thread?.archived) return;
    if (!this.#world.canSend(this.id, channel))
      throw new Cannot(`the thread "${channel.name}" is archived and ${this.name} cannot wake it`);
    try {
      mustNotBeLocked(this.#world, this.id, channel);
    } catch {
      throw new Cannot(`the thread "${channel.name}" is locked`);
    }
  }

  #commandData(command: { id: string; name: string; type: number; guild_id?: string }): object {
    return {
      id: command.id,
      name: command.name,
      type: command.type,
      ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    };
  }

  #resolved(channel: Channel, ids: readonly string[]): object {
    if (ids.length === 0) return {};
    const found = resolved(this.#world, channel, this.id, ids);
    const known = Object.values(found).flatMap((map) => Object.keys(map as object));
    for (const id of ids) if (!known.includes(id)) throw new Cannot(`${id} is nobody and nothing here`);
    return { resolved: found };
  }

  #resolvedMenu(channel: Channel, menu: SeenMenu, values: readonly string[]): object {
    return menu.type === ComponentType.StringSelect ? {} : this.#resolved(channel, values);
  }

  #componentId(message: Message, customId: string): number {
    const components = everyComponent(message.components as AnyComponent[]);
    const found = [...components].find(({ custom_id: id }) => id === customId);
    return found?.id ?? 0;
  }

  async #interact(
    kind: number,
    channel: Channel,
    message: Message | null,
    data: object,
    extra: object = {},
    taken: () => void = () => undefined,
  ): Promise<Outcome> {
    const world = this.#world;
    if (channel.guildId && !world.guild(channel.guildId).members.has(world.botId))
      throw new Cannot('the bot is not in this guild');
    const about = { kind, userId: this.id, channelId: channel.id, guildId: channel.guildId, message };
    const interaction: Interaction = this.#interactions.begin(about, (id) => ({
      id,
      type: kind,
      user: userOnWire(world.person(this.id)),
      authorizing_integration_owners: installationOwners(channel.guildId),
      ...(kind === InteractionKind.component && message ? { interacted_message_id: message.id } : {}),
      ...extra,
    }));
    world.dispatch({
      name: 'INTERACTION_CREATE',
      guildId: channel.guildId,
      intents: 0,
      data: () => interactionOnWire(world, interaction, data),
    });
    const outcome = await outcomeOf(world, interaction, this.#patienceMs);
    if (outcome.kind !== 'failed' && interaction.answered !== Callback.modal) taken();
    return outcome;
  }

  #note(does: string): void {
    this.#world.log.add({ kind: 'person', userId: this.id, name: this.name, does });
  }
}
