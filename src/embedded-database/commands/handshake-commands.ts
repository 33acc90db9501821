import { maxDocumentBytes } from '#query-language/bson-values';
import { sessionTimeoutMinutes } from '../sessions.ts';
import type { Command } from './command.ts';

/** The server version whose behaviour this database follows, and what the driver derives its abilities from. */
const version = '7.0.0';
const maxWireVersion = 21;
export const replicaSetName = 'embedded';

/** Introduces itself as the only member, and so the primary, of a replica set. */
const hello: Command = {
  fields: 'any',
  run: ({ here: { address, now, connectionId } }) => ({
    helloOk: true,
    isWritablePrimary: true,
    // What the first handshake of a driver, which still uses the old message, looks for.
    ismaster: true,
    setName: replicaSetName,
    hosts: [address],
    primary: address,
    me: address,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(now),
    logicalSessionTimeoutMinutes: sessionTimeoutMinutes,
    connectionId,
    minWireVersion: 0,
    maxWireVersion,
    readOnly: false,
  }),
};

const ping: Command = { fields: '', run: () => ({}) };

const buildInfo: Command = {
  fields: '',
  run: () => ({
    version,
    versionArray: [...version.split('.').map(Number), 0],
    gitVersion: 'embedded database, not MongoDB',
  }),
};

export const handshakeCommands = { hello, isMaster: hello, ismaster: hello, ping, buildInfo };
