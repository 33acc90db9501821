import type { ChannelId, GuildId, RoleId, UserId } from '#domain/ids';

/** Who asks, as the interaction told it. What they may do is decided in the use case; the default is no. */
export type Actor = {
  guild: GuildId;
  user: UserId;
  /** Discord locale of this interaction. */
  locale: string;
  /** Owner, Administrator or Manage Server; false for a click in a DM, which carries no server rights. */
  manages: boolean;
  roles: RoleId[];
  /** Where they are; it tells which partnership `/checkin` means. */
  channel: ChannelId | null;
};
