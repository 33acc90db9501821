import * as catalog from './catalog-commands.ts';
import type { Command } from './command.ts';
import { findAndModify } from './find-and-modify.ts';
import * as handshake from './handshake-commands.ts';
import * as read from './read-commands.ts';
import * as write from './write-commands.ts';

/** Every command there is, but for those about sessions and transactions, by the name on the wire. */
export const commandTable: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['hello', handshake.hello],
  ['isMaster', handshake.hello],
  ['ismaster', handshake.hello],
  ['ping', handshake.ping],
  ['buildInfo', handshake.buildInfo],
  ['connectionStatus', handshake.connectionStatus],
  ['find', read.find],
  ['getMore', read.getMore],
  ['killCursors', read.killCursors],
  ['count', read.count],
  ['distinct', read.distinct],
  ['aggregate', read.aggregate],
  ['explain', read.explain],
  ['insert', write.insert],
  ['update', write.update],
  ['delete', write.deleteCommand],
  ['findAndModify', findAndModify],
  ['create', catalog.create],
  ['createIndexes', catalog.createIndexes],
  ['drop', catalog.drop],
  ['dropDatabase', catalog.dropDatabase],
  ['dropIndexes', catalog.dropIndexes],
  ['listCollections', catalog.listCollections],
  ['listDatabases', catalog.listDatabases],
  ['listIndexes', catalog.listIndexes],
]);
