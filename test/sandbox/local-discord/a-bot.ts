import type { Outcome } from '#sandbox/local-discord/control/seen';
import type { LocalDiscord } from '#sandbox/local-discord/local-discord';
import { ask, type Answered, type BareGateway, connected } from './as-bot.ts';

/** An interaction as it came over the gateway; each test reads the few fields it is about. */
export interface Delivered {
  id: string;
  token: string;
  type: number;
  data: Record<string, unknown>;
  [field: string]: unknown;
}

/** A bot without a library: commands by REST, interactions by gateway, every answer written by the test. */
export class BareBot {
  readonly discord: LocalDiscord;
  readonly gateway: BareGateway;
  #seen = 0;

  constructor(discord: LocalDiscord, gateway: BareGateway) {
    this.discord = discord;
    this.gateway = gateway;
  }

  static async start(discord: LocalDiscord, commands: unknown[] = []): Promise<BareBot> {
    const bot = new BareBot(discord, await connected(discord, 1));
    if (commands.length > 0)
      await ask(discord, 'PUT', `/applications/${discord.applicationId}/commands`, commands);
    return bot;
  }

  /** The next interaction that nobody took yet. */
  async next(): Promise<Delivered> {
    this.#seen += 1;
    const wanted = this.#seen;
    const all = () => this.gateway.heard.filter(({ t }) => t === 'INTERACTION_CREATE');
    await this.gateway.hears(() => all().length >= wanted);
    return all()[wanted - 1]!.d as unknown as Delivered;
  }

  /** Answers without the bot's token, as interactions are answered. */
  async answer(interaction: Delivered, type: number, data?: unknown, query = ''): Promise<Answered> {
    const path = `/interactions/${interaction.id}/${interaction.token}/callback${query}`;
    const headers = { Authorization: '' };
    return await ask(this.discord, 'POST', path, { type, ...(data ? { data } : {}) }, headers);
  }

  async webhook(interaction: Delivered, method: string, rest: string, body?: unknown): Promise<Answered> {
    const path = `/webhooks/${this.discord.applicationId}/${interaction.token}${rest}`;
    return await ask(this.discord, method, path, body, { Authorization: '' });
  }

  /** Lets somebody act, answers what arrives, and says what they saw. */
  async on(act: () => Promise<Outcome>, type: number, data?: unknown): Promise<[Outcome, Delivered]> {
    const acting = act();
    const interaction = await this.next();
    await this.answer(interaction, type, data);
    return [await acting, interaction];
  }
}

export const button = (custom_id: string, label: string, extra: object = {}) => ({
  type: 1,
  components: [{ type: 2, style: 1, custom_id, label, ...extra }],
});
