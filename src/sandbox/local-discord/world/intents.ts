import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Channel } from './entities.ts';

export const Intent = GatewayIntentBits;

/** Those that must be switched on in the developer portal before an identify may ask for them. */
export const PRIVILEGED_INTENTS: number = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;

/** Every intent there is; an identify with any other bit is answered with close code 4013. */
export const ALL_INTENTS: number = Object.values(Intent)
  .filter((bit): bit is GatewayIntentBits => typeof bit === 'number')
  .reduce((all, bit) => all | bit, 0);

/** The intent that brings messages of this channel. */
export function messageIntent(channel: Channel): number {
  return channel.guildId === null ? Intent.DirectMessages : Intent.GuildMessages;
}
