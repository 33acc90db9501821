import { createApp } from '#use-cases/create-app';
import type { Actor } from '#use-cases/actor';
import type { App } from '#use-cases/app';
import type { Announcer, Dispatch, Dispatched } from '#use-cases/ports/announcer';
import type { Notice } from '#use-cases/ports/notices';
import type { ChannelId, GuildId, MessageId, PartnershipId, UserId } from '#domain/ids';
import { formRound } from '#domain/matching/form-round';
import type { DayPart, Value } from '#domain/matching/profile';
import { HOUR_MS } from '#domain/time/local-time';
import { PRESETS } from '#programmes/presets';
import { openStorage, type Storage } from '#storage/open-storage';
import { openTestDatabase } from '../database.ts';

type Post = Extract<Dispatch, { do: 'post' }> & { at: Date };
type Answer = (dispatch: Dispatch) => Dispatched | null | Promise<null>;

const EVENINGS: DayPart[] = [2, 5, 8, 11, 14, 17, 20];

/** What the use cases say to Discord, and Discord's answers, without a Discord. */
class Listener implements Announcer {
  readonly dispatches: (Dispatch & { at: Date })[] = [];
  /** Asked first; null means that Discord does what it is asked. */
  answer: Answer = () => null;
  #made = 0;
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  async dispatch(dispatch: Dispatch): Promise<Dispatched> {
    this.dispatches.push({ ...dispatch, at: this.#now() });
    const answer = await this.answer(dispatch);
    if (answer) return answer;
    this.#made += 1;
    const message = `m${this.#made}` as MessageId;
    switch (dispatch.do) {
      case 'post':
        return {
          kind: 'done',
          channel: 'channel' in dispatch.to ? dispatch.to.channel : (`dm-${dispatch.to.user}` as ChannelId),
          message,
        };
      case 'open-lobby':
        return {
          kind: 'done',
          channel: 'lobby' as ChannelId,
          message: null,
          category: 'category' as ChannelId,
        };
      case 'open-thread':
        return { kind: 'done', channel: `thread-${this.#made}` as ChannelId, message: null };
      default:
        return { kind: 'done', channel: null, message: null };
    }
  }

  posts<Kind extends Notice['kind']>(kind: Kind): (Post & { notice: Extract<Notice, { kind: Kind }> })[] {
    return this.dispatches.filter(
      (dispatch): dispatch is Post & { notice: Extract<Notice, { kind: Kind }> } =>
        dispatch.do === 'post' && dispatch.notice.kind === kind,
    );
  }
}

/** The use cases on a real database, with time that moves only when told and an announcer that listens. */
export class Workbench {
  readonly guild: GuildId;
  readonly discord: Listener;
  readonly app: App;
  readonly storage: Storage;
  /** Accounts that are no longer in the server. */
  readonly gone = new Set<UserId>();
  /** Accounts that wrote in their thread of late. */
  readonly talking = new Set<UserId>();
  #now: Date;
  #ids = 0;
  readonly #close: () => Promise<void>;

  /** What happens while a round is being formed. */
  meanwhile: () => Promise<unknown> = async () => {};

  private constructor(guild: GuildId, startsAt: Date, storage: Storage, close: () => Promise<void>) {
    this.guild = guild;
    this.#now = startsAt;
    this.storage = storage;
    this.#close = close;
    this.discord = new Listener(() => this.#now);
    this.app = createApp({
      unitOfWork: storage.unitOfWork,
      ledgerClaims: storage.ledgerClaims,
      schedule: { wake: async () => {} },
      announcer: this.discord,
      presence: {
        isMember: async (_guild, user) => !this.gone.has(user),
        wroteSince: async () => [...this.talking],
      },
      serverCheck: { inspect: async () => [] },
      clock: { now: () => this.#now },
      random: { id: () => `id${String(++this.#ids).padStart(14, '0')}` },
      presets: PRESETS,
      matching: {
        form: async (input) => {
          const round = formRound(input);
          await this.meanwhile();
          return round;
        },
      },
    });
  }

  static async open(startsAt = new Date('2026-11-21T12:00:00Z')): Promise<Workbench> {
    const database = await openTestDatabase();
    const storage = await openStorage({
      uri: database.uri,
      masterKeys: [{ id: 'test', key: Buffer.alloc(32, 1) }],
    });
    return new Workbench('guild' as GuildId, startsAt, storage, async () => {
      await storage.close();
      await database.close();
    });
  }

  get now(): Date {
    return this.#now;
  }

  actor(name: string, more: Partial<Actor> = {}): Actor {
    return {
      guild: this.guild,
      user: name as UserId,
      locale: 'en-US',
      manages: name === 'olive',
      roles: [],
      channel: null,
      ...more,
    };
  }

  /** Delivers everything that is due, and what follows from it. */
  async settle(): Promise<void> {
    for (;;) {
      const due = await this.storage.ledgerClaims.overdue(this.#now, 500);
      if (due.length === 0) return;
      for (const { guild, id } of due) await this.app.deliverEffect(guild, id);
    }
  }

  /** Lives on, one due moment after the other. */
  async until(instant: Date): Promise<void> {
    await this.settle();
    for (;;) {
      const next = await this.storage.ledgerClaims.nextWake();
      if (!next || next > instant) break;
      this.#now = new Date(Math.max(next.getTime(), this.#now.getTime()));
      await this.settle();
    }
    this.#now = instant;
    await this.settle();
  }

  hours(hours: number): Promise<void> {
    return this.until(new Date(this.#now.getTime() + hours * HOUR_MS));
  }

  days(days: number): Promise<void> {
    return this.hours(24 * days);
  }

  /** Time passes and the bot sees nothing of it until the end. */
  async away(hours: number): Promise<void> {
    this.#now = new Date(this.#now.getTime() + hours * HOUR_MS);
    await this.settle();
  }

  async setUp(): Promise<void> {
    (
      await this.app.setUp(this.actor('olive'), { preset: 'soft', facilitatorRole: null, roundsRole: null })
    ).unwrap();
    await this.settle();
  }

  async joins(name: string, more: { zone?: string; freeTimes?: DayPart[]; values?: Value[] } = {}) {
    const result = await this.app.join(this.actor(name), {
      zone: more.zone ?? 'Europe/Berlin',
      languages: ['en'],
      freeTimes: more.freeTimes ?? EVENINGS,
      values: more.values ?? ['calm', 'honesty'],
      supportWanted: ['listen'],
    });
    await this.settle();
    return result;
  }

  async round() {
    const report = await this.app.runRound(this.actor('olive'), {});
    await this.settle();
    return report;
  }

  /** Everybody's open proposal, newest first. */
  proposalsTo(name: string) {
    return this.discord
      .posts('proposal')
      .filter(({ notice }) => notice.you.user === name)
      .map(({ notice }) => notice.proposal)
      .reverse();
  }

  /** Two join, are matched and say yes. */
  async introduces(first: string, second: string): Promise<PartnershipId> {
    await this.joins(first);
    await this.joins(second);
    (await this.round()).unwrap();
    for (const name of [first, second]) {
      const [proposal] = this.proposalsTo(name);
      (await this.app.answerProposal(this.actor(name), { proposal: proposal!, answer: 'accept' })).unwrap();
    }
    await this.settle();
    return this.discord.posts('charter').at(-1)!.notice.partnership;
  }

  /** ... and sign, so that the trial starts on the next local day. */
  async beginsTrial(first: string, second: string): Promise<PartnershipId> {
    const partnership = await this.introduces(first, second);
    for (const name of [first, second])
      (await this.app.signCharter(this.actor(name), { partnership, version: 1 })).unwrap();
    await this.settle();
    return partnership;
  }

  close(): Promise<void> {
    return this.#close();
  }
}
