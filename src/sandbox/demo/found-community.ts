import type { LocalDiscord } from '../local-discord/local-discord.ts';
import { CAST, COMMUNITY } from './cast.ts';
import type { Remembered } from './state-folder.ts';

/** Makes the community of the demo: its people, a few ordinary channels, and the bot, not yet set up. */
export function foundCommunity(discord: LocalDiscord, now: Date): Remembered {
  const { control } = discord;
  const accounts: Record<string, string> = {};
  for (const { slug, name, dmsOpen } of CAST) accounts[slug] = control.createPerson({ name, dmsOpen });
  const admin = accounts[CAST.find(({ part }) => part === 'admin')?.slug ?? ''] ?? '';
  const guildId = control.createGuild({ name: COMMUNITY, ownerId: admin });
  const facilitatorRoleId = control.createRole(guildId, { name: 'Facilitators', mentionable: true });
  for (const { slug, part } of CAST)
    if (part !== 'admin')
      control.join(guildId, accounts[slug] ?? '', part === 'facilitator' ? [facilitatorRoleId] : []);
  const generalId = control.createChannel(guildId, { name: 'general', topic: 'Everything and nothing' });
  control.createChannel(guildId, { name: 'small-wins', topic: 'However small' });
  return { guildId, generalId, facilitatorRoleId, accounts, clock: now.getTime(), read: {} };
}
