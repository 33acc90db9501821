import type {
  CastMember,
  ControlCall,
  PageOutcome,
  PageState,
  UploadedFile,
} from '#sandbox/web-client/protocol';
import type { Change, Stage, StoredFile, TimeWish } from '#sandbox/web-client/serve/stage';
import type { Outcome } from '../local-discord/control/seen.ts';
import { compareIds } from '../local-discord/world/snowflakes.ts';
import type { Town } from '../town.ts';
import { CAST } from './cast.ts';
import { CastAtPlay } from './cast-at-play.ts';
import { doDeed } from './do-deed.ts';
import { InTurn } from './in-turn.ts';
import { nextStep } from './next-step.ts';
import { openDocuments } from './open-documents.ts';
import { drawerEntries } from './open-drawer.ts';
import { messageOf, messagesOf, pinsOf, placesOf } from './person-view.ts';
import { pinAs, postAs } from './post-as.ts';
import { NOTHING_YET, readSituation, type Situation } from './situation.ts';
import type { Remembered } from './state-folder.ts';
import { suggestAnswers } from './suggest-answers.ts';

/** Verbs of the control API that the page may use. */
const VERBS = new Set([
  'runs',
  'autocompletes',
  'usesMessageMenu',
  'usesPersonMenu',
  'clicks',
  'selects',
  'submitsModal',
  'deletes',
  'createsDm',
  'opensDms',
  'commands',
] as const);
type Verb = typeof VERBS extends Set<infer Name> ? Name : never;

const HOUR_MS = 3_600_000;
/** How long the log must be quiet before the stored situation is read again. */
const LOOK_AGAIN_MS = 60;

/** The demo as its page sees it: one town, its cast, the clock, and what each of them may look at. */
export class DemoStage implements Stage {
  readonly #town: Town;
  readonly #remembered: Remembered;
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #time = new InTurn();
  /** So that what an earlier look has read never replaces what a later one has. */
  readonly #looks = new InTurn();
  readonly #play: CastAtPlay;
  readonly #report: (error: unknown) => void;
  readonly #unsubscribe: () => void;
  #situation: Situation = NOTHING_YET;
  #next: number | null = null;
  #moving = false;
  #looking: NodeJS.Timeout | null = null;

  constructor(town: Town, remembered: Remembered, report: (error: unknown) => void) {
    this.#town = town;
    this.#remembered = remembered;
    this.#report = report;
    this.#play = new CastAtPlay({
      situation: () => this.look(),
      accounts: remembered.accounts,
      deed: async (deed) => {
        await doDeed(town.discord, remembered, deed);
        await town.settles();
      },
      moveOn: () => this.#moveToNext(),
      changed: () => this.#tell(null),
      report,
    });
    const { log, world } = town.discord;
    this.#unsubscribe = log.subscribe((entry) => {
      if (entry.kind === 'message') {
        const { channelId, messageId } = entry;
        this.#tell({ channelId, messageId });
      }
      this.#lookSoon();
    });
    world.onDispatch(({ name, data }) => {
      // Pins and reactions change a message without a word in the log.
      if (name !== 'MESSAGE_UPDATE' && !name.startsWith('MESSAGE_REACTION')) return;
      const {
        channel_id: channelId,
        id,
        message_id: messageId = id,
      } = data(-1) as unknown as Record<string, string>;
      if (channelId && messageId) this.#tell({ channelId, messageId });
    });
  }

  /** Reads the situation anew; pages hear of it when it changed. */
  look(): Promise<Situation> {
    return this.#looks.run(async () => {
      const { running, clock } = this.#town;
      this.#situation = await readSituation(running.unitOfWork, this.#remembered.guildId, clock.now());
      this.#next = (await running.ledgerClaims.nextWake())?.getTime() ?? null;
      this.#tell(null);
      return this.#situation;
    });
  }

  #lookSoon(): void {
    if (this.#looking) clearTimeout(this.#looking);
    this.#looking = setTimeout(() => {
      this.#looking = null;
      this.look().catch(this.#report);
    }, LOOK_AGAIN_MS);
  }

  #tell(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  viewer(wanted: string | null): string {
    const { accounts } = this.#remembered;
    const bySlug = accounts[wanted ?? ''];
    if (bySlug) return bySlug;
    const known = Object.values(accounts);
    return known.find((id) => id === wanted) ?? known[0] ?? '';
  }

  async state(viewer: string): Promise<PageState> {
    const { discord, clock } = this.#town;
    const { world } = discord;
    const places = placesOf(discord, viewer, (channelId) => this.#readUntil(viewer, channelId));
    return {
      me: viewer,
      botId: world.botId,
      cast: CAST.map((part) => this.#castMember(part)),
      people: [...world.people.values()].map(({ id, username, globalName, bot }) => ({
        id,
        name: bot ? 'Alongside' : (globalName ?? username),
        bot,
      })),
      roles: [...world.guilds.values()].flatMap(({ id: guildId, roles }) =>
        [...roles.values()].map(({ id, name }) => ({ id, guildId, name })),
      ),
      guilds: [...world.guilds.values()]
        .filter(({ members }) => members.has(viewer))
        .map(({ id, name }) => ({ id, name })),
      places,
      clock: { offset: clock.offsetMs, moving: this.#moving, next: this.#next },
      playing: this.#play.isOn,
      next: nextStep(this.#situation, {
        viewer,
        admin: this.viewer(CAST.find(({ part }) => part === 'admin')?.slug ?? null),
        members: CAST.filter(({ part }) => part === 'member').map(({ slug }) => this.viewer(slug)),
        nameOf: (account) => CAST.find(({ slug }) => this.viewer(slug) === account)?.name ?? 'somebody',
        corner: (account) => this.#corner(account),
        playing: this.#play.isOn,
        hasNext: this.#next !== null,
      }),
    };
  }

  #castMember({ slug, name, zone, about, part }: (typeof CAST)[number]): CastMember {
    const id = this.viewer(slug);
    const { world } = this.#town.discord;
    const pings = world.notifications.filter(({ userId, channelId, messageId }) => {
      if (userId !== id) return false;
      const read = this.#readUntil(id, channelId);
      return read === null || compareIds(messageId, read) > 0;
    }).length;
    return { id, slug, name, zone, about, part, pings };
  }

  /** Where the bot writes to somebody: their conversation, or a thread of their own when messages are closed. */
  #corner(account: string): string | null {
    const { world } = this.#town.discord;
    const conversation = world.directConversation(world.botId, account);
    if (conversation && conversation.messages.size > 0) return conversation.id;
    for (const channel of world.channels.values()) {
      const members = channel.thread?.members;
      if (members?.has(account) && members.size === 2 && members.has(world.botId)) return channel.id;
    }
    return null;
  }

  #readUntil(viewer: string, channelId: string): string | null {
    return this.#remembered.read[viewer]?.[channelId] ?? null;
  }

  messages(viewer: string, channelId: string, before: string | null) {
    return messagesOf(this.#town.discord.world, viewer, channelId, before);
  }

  pins(viewer: string, channelId: string) {
    return pinsOf(this.#town.discord.world, viewer, channelId);
  }

  message(viewer: string, channelId: string, messageId: string) {
    return messageOf(this.#town.discord.world, viewer, channelId, messageId);
  }

  async act({ person, call, args }: ControlCall): Promise<PageOutcome | unknown> {
    const viewer = this.viewer(person);
    if (call === 'reads') {
      this.#reads(viewer, String(args[0]), String(args[1]));
      return null;
    }
    if (call === 'pins') return pinAs(this.#town.discord, viewer, String(args[0]), args[1] === true);
    if (!VERBS.has(call as Verb)) throw new Error(`there is no verb "${call}"`);
    const control = this.#town.discord.control.person(viewer);
    const verb = control[call as Verb] as (...given: unknown[]) => unknown;
    const outcome: unknown = await verb.apply(control, args);
    return isOutcome(outcome) ? this.#shown(viewer, outcome) : outcome;
  }

  #shown(viewer: string, outcome: Outcome): PageOutcome {
    switch (outcome.kind) {
      case 'modal': {
        const part = CAST.find(({ slug }) => this.viewer(slug) === viewer);
        const pair = this.#situation.pairs.find(({ members }) => members.includes(viewer));
        const turn = { 1: 0, 3: 1, 7: 2, 14: 2 }[pair?.promptDay ?? 1];
        return {
          kind: 'modal',
          modal: { ...outcome.modal, suggested: suggestAnswers(part, outcome.modal, turn) },
        };
      }
      case 'choices':
        return { kind: 'choices', choices: outcome.choices };
      case 'failed':
        return { kind: 'failed', text: outcome.text };
      case 'nothing':
        return { kind: 'done', messageId: null, channelId: null };
      default:
        return { kind: 'done', messageId: outcome.message.id, channelId: outcome.message.channelId };
    }
  }

  #reads(viewer: string, channelId: string, messageId: string): void {
    const known = this.#readUntil(viewer, channelId);
    if (known !== null && compareIds(known, messageId) >= 0) return;
    this.#remembered.read[viewer] = { ...this.#remembered.read[viewer], [channelId]: messageId };
    this.#tell(null);
  }

  post(
    viewer: string,
    channelId: string,
    about: { content: string; replyTo: string | null; files: UploadedFile[] },
  ): void {
    postAs(this.#town.discord, viewer, channelId, about);
  }

  async moveClock(wish: TimeWish): Promise<void> {
    if (wish === 'next') {
      if (!(await this.#moveToNext())) throw new Error('nothing is planned');
      return;
    }
    const hours = 'days' in wish ? wish.days * 24 : wish.hours;
    await this.#move(() => new Date(this.#town.clock.now().getTime() + hours * HOUR_MS));
  }

  async #moveToNext(): Promise<boolean> {
    const next = await this.#town.running.ledgerClaims.nextWake();
    if (!next) return false;
    await this.#move(() => next);
    return true;
  }

  async #move(target: () => Date): Promise<void> {
    await this.#time.run(async () => {
      this.#moving = true;
      this.#tell(null);
      try {
        await this.#town.livesUntil(target());
      } finally {
        this.#moving = false;
        await this.look();
      }
    });
  }

  play(viewer: string, on: boolean): void {
    if (on) this.#play.start(viewer);
    else this.#play.stop();
  }

  requests(after: number) {
    return drawerEntries(this.#town.discord.log, after);
  }

  documents() {
    return openDocuments(this.#town.running.unitOfWork, this.#remembered.guildId);
  }

  file(viewer: string, channelId: string, attachmentId: string): StoredFile {
    const { world } = this.#town.discord;
    const channel = world.channels.get(channelId);
    if (!channel || !world.canView(viewer, channel)) return null;
    for (const message of [...channel.messages.values(), ...channel.ephemerals.values()]) {
      if (message.ephemeralFor !== null && message.ephemeralFor !== viewer) continue;
      const file = message.attachments.find(({ id }) => id === attachmentId);
      if (file?.bytes) return { type: file.content_type ?? 'application/octet-stream', bytes: file.bytes };
    }
    return null;
  }

  /** Lets everybody finish what they are at. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    if (this.#looking) clearTimeout(this.#looking);
    this.#listeners.clear();
    await this.#play.rests();
    await this.#time.run(async () => undefined);
    await this.#looks.run(async () => undefined);
  }
}

const KINDS = new Set(['message', 'updated', 'modal', 'choices', 'nothing', 'failed']);

function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(String(value.kind));
}
