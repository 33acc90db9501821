import type { SeenMessage, SeenModal } from '../local-discord/control/seen.ts';

/** What page and server say to each other. Everything is plain JSON; instants are milliseconds of the world's clock. */

/** Somebody the visitor can be. */
export interface CastMember {
  id: string;
  /** Stands in the address: `?as=amara`. */
  slug: string;
  name: string;
  zone: string;
  /** Who they are, in a few words. */
  about: string;
  part: 'admin' | 'facilitator' | 'member';
  /** Pings they have not seen yet. */
  pings: number;
}

export interface PagePerson {
  id: string;
  name: string;
  bot: boolean;
}

export interface PageRole {
  id: string;
  guildId: string;
  name: string;
}

/** A channel, thread or conversation in somebody's list, and what they may do there. */
export interface PagePlace {
  id: string;
  name: string;
  /** Discord's number. */
  type: number;
  guildId: string | null;
  parentId: string | null;
  topic: string | null;
  position: number;
  archived: boolean;
  locked: boolean;
  /** For a conversation: the other account. */
  withId: string | null;
  mayWrite: boolean;
  mayAttach: boolean;
  mayPin: boolean;
  mayModerate: boolean;
  unread: boolean;
  pings: number;
  /** The newest message they had read before; null when they were never here. */
  readUntil: string | null;
  pins: number;
}

export interface PageCommand {
  name: string;
  /** 1 is typed with a slash, 2 stands in a person's menu, 3 in a message's. */
  type: number;
  description: string;
  options: PageOption[];
}

export interface PageOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; value: string | number }[];
  options?: PageOption[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: number[];
}

/** What somebody could do next, in one line; `go` leads there. */
export interface NextStep {
  text: string;
  go: { as: string | null; place: string | null; label: string } | null;
}

/** Everything but the messages, as one person sees it. */
export interface PageState {
  me: string;
  botId: string;
  cast: CastMember[];
  people: PagePerson[];
  roles: PageRole[];
  guilds: { id: string; name: string }[];
  places: PagePlace[];
  /** `offset` is what the world's clock is ahead of the machine's; `next` is the next thing that is planned. */
  clock: { offset: number; moving: boolean; next: number | null };
  playing: boolean;
  next: NextStep;
}

export interface PageMessage extends SeenMessage {
  /** The person whose command this answers. */
  answers: string | null;
  /** What a system message is about: a pinned message, or somebody who came or went. */
  about: { users: string[]; messageId: string | null };
  /** The message it replies to, shortened. */
  quoted: { authorName: string; text: string } | null;
}

export interface PageMessages {
  messages: PageMessage[];
  /** There are older ones. */
  more: boolean;
}

/** One numbered event of the stream. */
export type PageEvent =
  | { kind: 'state'; state: PageState }
  | { kind: 'message'; message: PageMessage }
  | { kind: 'gone'; channelId: string; messageId: string }
  /** The numbers began anew or too much was missed: ask for everything again. */
  | { kind: 'again' };

export type PageOutcome =
  | { kind: 'modal'; modal: PageModal }
  | { kind: 'choices'; choices: { name: string; value: string | number }[] }
  | { kind: 'failed'; text: string }
  | { kind: 'done'; messageId: string | null; channelId: string | null };

/** A form, and how the person of the cast would fill it in, by custom id. */
export interface PageModal extends SeenModal {
  suggested: Record<string, string | string[] | boolean> | null;
}

/** One call of a person's verb, as `/control` takes it. */
export interface ControlCall {
  person: string;
  call: string;
  args: unknown[];
}

export interface UploadedFile {
  name: string;
  type: string;
  /** base64 */
  data: string;
}

/** A line of the drawer: a request of the bot with its answer, or an event sent to it. */
export interface DrawerEntry {
  n: number;
  at: number;
  direction: 'bot asks' | 'Discord tells';
  title: string;
  status: number | null;
  sent: unknown;
  answered: unknown;
}

/** Stored documents by collection, opened for the demo. */
export type DrawerDocuments = { collection: string; about: string; documents: unknown[] }[];
