import { ObjectId } from 'bson';
import { type Doc, maxDocumentBytes } from '../bson-values.ts';
import { sessionTimeoutMinutes } from '../sessions.ts';
import type { Command, Invocation } from './command.ts';

/** The server version whose behaviour this database follows, and what the driver derives its abilities from. */
export const serverVersion = [7, 0, 0, 0];
const maxWireVersion = 21;
export const replicaSetName = 'embedded';
const processId = new ObjectId();

/** Introduces itself as the only member, and so the primary, of a replica set. */
function introduce({ address, now, connectionId }: Invocation): Doc {
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    secondary: false,
    setName: replicaSetName,
    setVersion: 1,
    electionId: processId,
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
  };
}

const hello: Command = { fields: 'any', run: introduce };

const fixed = (reply: Doc): Command => ({ fields: [], run: () => reply });

const ping = fixed({});
const buildInfo = fixed({
  version: serverVersion.slice(0, 3).join('.'),
  versionArray: serverVersion,
  gitVersion: 'embedded database, not MongoDB',
  modules: [],
  bits: 64,
  maxBsonObjectSize: maxDocumentBytes,
  storageEngines: ['embedded'],
});
const connectionStatus = fixed({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } });

export const handshakeCommands = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping,
  buildInfo,
  connectionStatus,
};
