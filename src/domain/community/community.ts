import type { ChannelId, GuildId, RoleId } from '../ids.ts';
import type { PresetName } from '../preset.ts';

/** A Discord server that Alongside was set up in. */
export type Community = {
  guild: GuildId;
  preset: PresetName;
  /** What the community's own notices are written in. */
  locale: string;
  lobby: ChannelId | null;
  circlesCategory: ChannelId | null;
  facilitatorRole: RoleId | null;
  /** Holders may preview, run and replay rounds besides admins. */
  roundsRole: RoleId | null;
  /** Active threads the bot allows itself in this server (Discord's own limit is 1,000). */
  threadBudget: number;
  setUpAt: Date;
  version: number;
};
