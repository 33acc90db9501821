import { randomBytes } from 'node:crypto';
import { refusals } from '../api-error.ts';
import type { Message } from '../world/entities.ts';
import type { World } from '../world/world.ts';
import type { Interaction } from './interaction.ts';

/** How long a token lives: developers/interactions/receiving-and-responding#followup-messages. */
const TOKEN_LIFETIME_MS = 15 * 60_000;

const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

export interface InteractionLimits {
  /** Discord gives three seconds of wall time for the first answer; a test may shorten them. */
  answerWithinMs: number;
  tokenLifetimeMs?: number;
}

/** The interactions that are under way, by id and by token. */
export class Interactions {
  readonly #world: World;
  readonly #limits: InteractionLimits;
  readonly #byToken = new Map<string, Interaction>();
  readonly #byId = new Map<string, Interaction>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(world: World, limits: InteractionLimits) {
    this.#world = world;
    this.#limits = limits;
  }

  /** Begins an interaction; from now on the bot has its three seconds. */
  begin(
    about: Pick<Interaction, 'kind' | 'userId' | 'channelId' | 'guildId' | 'message'>,
    metadata: (id: string) => Record<string, unknown>,
  ): Interaction {
    const id = this.#world.id();
    const interaction: Interaction = {
      ...about,
      id,
      token: randomBytes(120).toString('base64url'),
      metadata: metadata(id),
      startedAt: Date.now(),
      answered: null,
      failed: false,
      originalId: null,
      messageIds: [],
      modal: null,
      choices: null,
      touchedId: null,
      changes: 0,
    };
    this.#forgetOld();
    this.#byToken.set(interaction.token, interaction);
    this.#byId.set(id, interaction);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (interaction.answered !== null) return;
      interaction.failed = true;
      this.changed(interaction, 'failed: no answer in time');
    }, this.#limits.answerWithinMs);
    this.#timers.add(timer);
    return interaction;
  }

  /** A form may stay open longer than any token lives, so the old are kept for a while. */
  #forgetOld(): void {
    for (const old of this.#byId.values()) {
      if (Date.now() - old.startedAt < FORGOTTEN_AFTER_MS) return;
      this.#byId.delete(old.id);
      this.#byToken.delete(old.token);
    }
  }

  byId(id: string): Interaction | undefined {
    return this.#byId.get(id);
  }

  /** For the first answer: an unknown, mistaken or late one is 10062, a second one 40060. */
  awaiting(id: string, token: string): Interaction {
    const interaction = this.#byId.get(id);
    if (!interaction || interaction.token !== token) throw refusals.unknownInteraction();
    if (interaction.answered !== null) throw refusals.alreadyAcknowledged();
    if (interaction.failed) throw refusals.unknownInteraction();
    return interaction;
  }

  /** For everything after the first answer; before it, and for a strange token, there is no such webhook. */
  answered(applicationId: string, token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (!interaction || applicationId !== this.#world.application.id) throw refusals.unknownWebhook();
    const lifetime = this.#limits.tokenLifetimeMs ?? TOKEN_LIFETIME_MS;
    if (Date.now() - interaction.startedAt > lifetime) throw refusals.invalidWebhookToken();
    if (interaction.answered === null) throw refusals.unknownWebhook();
    return interaction;
  }

  /** Finds a message of this interaction, ephemeral or not. */
  messageOf(interaction: Interaction, id: string): Message {
    const wanted = id === '@original' ? interaction.originalId : id;
    const channel = this.#world.channels.get(interaction.channelId);
    if (!channel || wanted === null || !interaction.messageIds.includes(wanted))
      throw refusals.unknownMessage();
    const message = channel.ephemerals.get(wanted) ?? channel.messages.get(wanted);
    if (!message) throw refusals.unknownMessage();
    return message;
  }

  /** Notes that the bot did something with an interaction, and to which message. */
  changed(interaction: Interaction, what: string, messageId: string | null = null): void {
    interaction.changes += 1;
    interaction.touchedId = messageId;
    this.#world.log.add({
      kind: 'interaction',
      interactionId: interaction.id,
      userId: interaction.userId,
      what,
    });
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
