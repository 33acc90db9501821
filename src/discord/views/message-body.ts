import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { GuildId } from '#domain/ids';
import type { MintId } from '../custom-ids.ts';
import type { Words } from '../words/en.ts';

/** A Components V2 message as plain JSON; `flags` holds IS_COMPONENTS_V2 and nothing else. */
export type MessageBody = { flags: number; components: APIMessageTopLevelComponent[] };

/** What a view needs besides its facts: the reader's words, and ids for its buttons in that community. */
export type ViewContext = { words: Words; ids: MintId; guild: GuildId };
