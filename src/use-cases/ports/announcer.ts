import type { ChannelId, GuildId, MessageId, RoleId, RowId, UserId } from '#domain/ids';
import type { Notice } from './notices.ts';

/** What is to happen in Discord, fully resolved. The row's id gives nonce, adoption mark and thread mark. */
export type Dispatch = { row: RowId; resumed: boolean; locale: string; guild: GuildId } & (
  | {
      do: 'post';
      to: { channel: ChannelId } | { user: UserId };
      notice: Notice;
      mentions: UserId[];
      pin: boolean;
    }
  | { do: 'edit'; channel: ChannelId; message: MessageId; notice: Notice }
  | { do: 'delete'; channel: ChannelId; message: MessageId }
  | { do: 'open-lobby'; facilitatorRole: RoleId | null }
  /** A private thread, not open to invitations by others; reopened threads keep their members. */
  | { do: 'open-thread'; parent: ChannelId; name: 'partnership' | 'corner'; members: UserId[] }
  | { do: 'archive-thread'; channel: ChannelId }
  | { do: 'leave-thread'; channel: ChannelId; user: UserId }
);

/** What came of it, in one of five meanings (discord/discord-answers.ts is the table of codes). */
export type Dispatched =
  | { kind: 'done'; channel: ChannelId | null; message: MessageId | null; category?: ChannelId }
  | { kind: 'retry'; afterMs: number; code: number | string }
  /** Another place may serve: closed DMs want the corner, a lost thread or a missing permission wants help. */
  | { kind: 'degrade'; because: 'dm-closed' | 'place-gone' | 'no-permission'; code: number | string }
  | { kind: 'refused'; code: number | string }
  /** 401: the token is not ours any more; nothing is sent until a restart. */
  | { kind: 'stopped'; code: number };

/** Turns recorded effects into messages, threads and channels, over REST alone. */
export interface Announcer {
  dispatch(dispatch: Dispatch): Promise<Dispatched>;
}

/** What a prompt looks at before it speaks, over REST: authors only, no content. */
export interface Presence {
  /** Whether the account is still a member of the server. */
  isMember(guild: GuildId, user: UserId): Promise<boolean>;
  /** Which of these accounts wrote in the channel after that instant. Empty when the channel is gone. */
  wroteSince(channel: ChannelId, since: Date): Promise<UserId[]>;
}

/** `/setup check`: every permission the bot needs, tried. */
export interface ServerCheck {
  inspect(guild: GuildId, lobby: ChannelId | null, category: ChannelId | null): Promise<PermissionCheck[]>;
}
export type PermissionCheck = {
  permission:
    | 'view-channel'
    | 'send-messages'
    | 'send-messages-in-threads'
    | 'create-private-threads'
    | 'manage-threads'
    | 'manage-channels'
    | 'embed-links'
    | 'attach-files'
    | 'read-message-history'
    | 'pin-messages';
  where: 'server' | 'lobby';
  ok: boolean;
};
