import * as catalog from './catalog-commands.ts';
import type { Command } from './command.ts';
import { findAndModify } from './find-and-modify.ts';
import * as handshake from './handshake-commands.ts';
import * as read from './read-commands.ts';
import * as write from './write-commands.ts';

/** Every command there is, but for those about sessions and transactions, by the name on the wire. */
export const commandTable: ReadonlyMap<string, Command> = new Map<string, Command>(
  Object.entries({
    ...handshake.handshakeCommands,
    ...read.readCommands,
    ...write.writeCommands,
    findAndModify,
    ...catalog.catalogCommands,
  }),
);
