import type { ChannelId, PersonId, UserId } from '#domain/ids';
import type { LedgerRow, Target } from '#domain/ledger/ledger-row';
import type { Deps } from '../deps.ts';
import type { Dispatch, Dispatched } from '../ports/announcer.ts';
import type { Notice } from '../ports/notices.ts';
import type { PlaceKey } from '../ports/places.ts';
import type { Unit } from '../ports/unit-of-work.ts';

type DispatchDo<Do extends Dispatch['do']> = Omit<
  Extract<Dispatch, { do: Do }>,
  'row' | 'resumed' | 'locale' | 'guild'
>;

/** What an effect turns out to be when its hour has come. */
export type Preparation =
  /** A message in the row's target; `people` are the ones it may notify. */
  | { do: 'say'; notice: Notice; people: PersonId[]; pin?: boolean; remember?: PlaceKey }
  | { do: 'redraw'; notice: Notice; place: PlaceKey }
  | { do: 'wait'; until: Date; because: string }
  | { do: 'miss' }
  | { do: 'drop'; because: string }
  | DispatchDo<'open-lobby'>
  | (DispatchDo<'open-thread'> & { remember: PlaceKey })
  | DispatchDo<'archive-thread'>
  | DispatchDo<'leave-thread'>
  | DispatchDo<'delete'>;

export type Done = Extract<Dispatched, { kind: 'done' }>;

/** What is known about a row's people before it is prepared, asked over REST outside the transaction. */
export type Seen = { wrote: UserId[] };

/** One kind of effect: what it says when its hour has come, and what follows from its having been said. */
export type Effect = {
  prepare(unit: Unit, row: LedgerRow, deps: Deps, seen: Seen): Promise<Preparation>;
  delivered?(unit: Unit, row: LedgerRow, done: Done, deps: Deps): Promise<void>;
  /** What follows when the row is over, whether it was said, missed or left out. */
  ended?(unit: Unit, row: LedgerRow, deps: Deps): Promise<void>;
};

/** Shows nothing itself: changes something at its hour. */
export type Timer = { run(unit: Unit, row: LedgerRow, deps: Deps): Promise<void> };

/** Where a target is right now; null when it has to be waited for. */
export type Address = { channel: ChannelId } | { user: UserId };

export const addressOf = async (unit: Unit, target: Target): Promise<Address | null> => {
  switch (target.kind) {
    case 'person': {
      const member = await unit.members.get(target.person);
      if (!member) return null;
      if (member.reach === 'corner') {
        const corner = await unit.places.get({ kind: 'corner', person: target.person });
        return corner && { channel: corner.channel };
      }
      const user = await unit.people.userOf(target.person);
      return user && { user };
    }
    case 'partnership': {
      const thread = await unit.places.get({ kind: 'thread', partnership: target.partnership });
      return thread && { channel: thread.channel };
    }
    case 'lobby': {
      const lobby = (await unit.communities.get())?.lobby;
      return lobby ? { channel: lobby } : null;
    }
    case 'none':
      return null;
  }
};

/** The language of what is said there. */
export const localeOf = async (unit: Unit, target: Target): Promise<string> => {
  switch (target.kind) {
    case 'person':
      return (await unit.members.get(target.person))?.locale ?? 'en-US';
    case 'partnership':
      return (await unit.partnerships.get(target.partnership))?.locale ?? 'en-US';
    default:
      return (await unit.communities.get())?.locale ?? 'en-US';
  }
};
