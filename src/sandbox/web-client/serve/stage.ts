import type {
  ControlCall,
  DrawerDocuments,
  DrawerEntry,
  PageMessages,
  PageMessage,
  PageOutcome,
  PageState,
  UploadedFile,
} from '../protocol.ts';

/** Something changed: a message of a channel, or, with null, anything else that a page shows. */
export type Change = { channelId: string; messageId: string } | null;

/** A file that was posted, or null when the viewer may not see it. */
export type StoredFile = { type: string; bytes: Uint8Array } | null;

export type TimeWish = { hours: number } | { days: number } | 'next';

/** What the page's server needs of whoever keeps the world: one viewer's view, their acts, and the time. */
export interface Stage {
  /** The cast member with that id or slug, else the first of the cast. */
  viewer(wanted: string | null): string;
  state(viewer: string): Promise<PageState>;
  messages(viewer: string, channelId: string, before: string | null): PageMessages;
  /** The messages pinned in a channel, newest pin first. */
  pins(viewer: string, channelId: string): PageMessage[];
  /** Null when it is gone or not for this viewer. */
  message(viewer: string, channelId: string, messageId: string): PageMessage | null;
  /** Calls `listener` on every change until the returned function is called. */
  onChange(listener: (change: Change) => void): () => void;
  /** The verbs of the control API, and what a page needs beside them; throws what a person would be told. */
  act(call: ControlCall): Promise<PageOutcome | unknown>;
  post(
    viewer: string,
    channelId: string,
    about: { content: string; replyTo: string | null; files: UploadedFile[] },
  ): void;
  moveClock(wish: TimeWish): Promise<void>;
  play(viewer: string, on: boolean): void;
  requests(after: number): DrawerEntry[];
  documents(): Promise<DrawerDocuments>;
  file(viewer: string, channelId: string, attachmentId: string): StoredFile;
}
