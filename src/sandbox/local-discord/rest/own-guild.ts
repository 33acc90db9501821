import { refusals } from '../api-error.ts';
import type { Guild } from '../world/entities.ts';
import { has } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import { type Call, param } from './call.ts';

/** The guild in a path, as far as the bot is in it: any other is unknown to it. */
export function ownGuild(call: Call): Guild {
  const guild = call.world.guild(param(call, 'guild'));
  if (!guild.members.has(call.world.botId)) throw refusals.unknownGuild();
  return guild;
}

/** Refuses unless the bot has these permissions in the guild as a whole. */
export function mustHaveInGuild(world: World, guild: Guild, wanted: bigint): void {
  if (!has(world.guildPermissions(world.botId, guild), wanted)) throw refusals.missingPermissions();
}
