import { ok } from '@sapphire/result';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ChannelId,
  CheckInId,
  GuildId,
  LocalDate,
  MessageId,
  PartnershipId,
  PersonId,
  ProposalId,
  RowId,
  UserId,
  VoteId,
} from '#domain/ids';
import { connect } from '#storage/connection';
import { type Models, modelsOf } from '#storage/documents/models';
import { MasterKeys } from '#storage/encryption/master-keys';
import { MissingGuild } from '#storage/guild-guard';
import { migrate } from '#storage/migrations/migrate';
import { MongoLedgerClaims } from '#storage/mongo-ledger-claims';
import { MongoUnitOfWork } from '#storage/mongo-unit-of-work';
import { openTestDatabase, type TestDatabase } from '#test/database';
import type { LedgerClaims } from '#use-cases/ports/ledger';
import type { Unit } from '#use-cases/ports/unit-of-work';
import {
  aBallot,
  aCheckIn,
  aCommunity,
  aMember,
  anEffect,
  anId,
  anOutcome,
  aPartnership,
  aProposal,
  aRound,
  aVote,
  inUnit,
  NOW,
} from '../contracts/samples.ts';
import { commandsWithoutGuild, type SeenCommand } from './commands-without-guild.ts';
import { aMasterKey } from './open-test-storage.ts';

type Calls<Port> = { [Method in keyof Port]: (port: Port) => Promise<unknown> };
type PortName = Exclude<keyof Unit, 'guild'>;

const guild = anId<GuildId>();
const person = anId<PersonId>();
const vote = aVote(guild);
const partnership = anId<PartnershipId>();

/** Every operation of every port; the compiler refuses a table that leaves one out. */
const OPERATIONS: { [Name in PortName]: Calls<Unit[Name]> } = {
  communities: {
    get: (port) => port.get(),
    save: async (port) => {
      await port.save(aCommunity(guild), null);
      await port.save(aCommunity(guild), 1);
    },
  },
  people: {
    personOf: (port) => port.personOf(anId<UserId>()),
    userOf: (port) => port.userOf(person),
    link: (port) => port.link(anId<PersonId>(), anId<UserId>()),
    cut: (port) => port.cut(anId<PersonId>()),
  },
  places: {
    get: (port) => port.get({ kind: 'panel' }),
    put: (port) => port.put({ key: { kind: 'panel' }, channel: anId<ChannelId>(), message: null }),
    byChannel: (port) => port.byChannel(anId<ChannelId>()),
    remove: (port) => port.remove({ kind: 'panel' }),
  },
  members: {
    get: (port) => port.get(person),
    save: async (port) => {
      const member = aMember(guild);
      await port.save(member, null);
      await port.save(member, 1);
    },
    inProgramme: (port) => port.inProgramme(),
    remove: (port) => port.remove(person),
  },
  proposals: {
    get: (port) => port.get(anId<ProposalId>()),
    save: (port) => port.save(aProposal(guild), null),
    openOf: (port) => port.openOf(person),
    open: (port) => port.open(),
    pairsSince: (port) => port.pairsSince(NOW),
    ofPerson: (port) => port.ofPerson(person),
  },
  rounds: {
    add: (port) => port.add(aRound()),
    latest: (port) => port.latest(),
    forget: (port) => port.forget(person),
    dropPool: (port) => port.dropPool(aRound().id),
  },
  partnerships: {
    get: (port) => port.get(partnership),
    save: (port) => port.save(aPartnership(guild), null),
    liveOf: (port) => port.liveOf(person),
    live: (port) => port.live(),
    ofPerson: (port) => port.ofPerson(person),
  },
  votes: {
    get: (port) => port.get(anId<VoteId>()),
    save: (port) => port.save(vote, null),
    openOf: (port) => port.openOf(partnership),
    ballots: (port) => port.ballots(vote.id),
    putBallot: (port) => port.putBallot(aBallot(vote.id, person)),
    removeBallotsOf: (port) => port.removeBallotsOf(person),
    ballotsOf: (port) => port.ballotsOf(person),
  },
  checkIns: {
    get: (port) => port.get(anId<CheckInId>()),
    add: (port) => port.add(aCheckIn(guild)),
    countSince: (port) => port.countSince(partnership, NOW),
    latest: (port) => port.latest(partnership, person),
    byMessage: (port) => port.byMessage(anId<MessageId>()),
    ofPerson: (port) => port.ofPerson(person),
    removeOf: (port) => port.removeOf(person),
  },
  outcomes: {
    add: (port) => port.add(anOutcome(guild)),
    of: (port) => port.of(partnership),
    between: (port) => port.between(NOW, NOW),
  },
  ledger: {
    record: (port) => port.record(anEffect()),
    get: (port) => port.get(anId<RowId>()),
    cancel: (port) => port.cancel(anId<string>(), ['prompt']),
    reschedule: (port) => port.reschedule(anId<RowId>(), NOW, null),
    waitingOf: (port) => port.waitingOf(anId<string>()),
    postedBy: (port) => port.postedBy(person),
    takePing: (port) => port.takePing(person, '2026-03-02' as LocalDate, anId<RowId>()),
    settle: (port) => port.settle(anId<RowId>(), 1, { state: 'done' }),
  },
  audit: {
    add: (port) => port.add({ by: person, act: 'set-up', at: NOW }),
  },
};

const CLAIMS: Calls<LedgerClaims> = {
  claim: (port) => port.claim(guild, anId<RowId>(), NOW),
  overdue: (port) => port.overdue(NOW, 10),
  nextWake: (port) => port.nextWake(),
  unsettled: (port) => port.unsettled(NOW),
};

let database: TestDatabase;
let connection: Connection;
let models: Models;
let unitOfWork: MongoUnitOfWork;
let ledgerClaims: MongoLedgerClaims;
const seen: SeenCommand[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  connection = await connect(database.uri, { monitorCommands: true });
  await migrate(connection.db!);
  models = modelsOf(connection);
  unitOfWork = new MongoUnitOfWork(connection, models, new MasterKeys([aMasterKey()]), () => {});
  ledgerClaims = new MongoLedgerClaims(connection, models);
  connection.getClient().on('commandStarted', ({ commandName, command }) => {
    seen.push({ name: commandName, command });
  });
});
afterAll(async () => {
  await connection.close();
  await database.close();
});

/** What went over the wire while something ran. */
async function commandsOf(run: () => Promise<unknown>): Promise<SeenCommand[]> {
  seen.length = 0;
  await run();
  return [...seen];
}

describe('on the wire', () => {
  const everyOperation = Object.entries(OPERATIONS).flatMap(([port, calls]) =>
    Object.entries(calls).map(([method, call]) => ({
      name: `${port}.${method}`,
      port: port as PortName,
      call,
    })),
  );

  test.each(everyOperation)('$name names its community in every command', async ({ port, call }) => {
    const commands = await commandsOf(() =>
      inUnit(unitOfWork, guild, (unit) => (call as (port: unknown) => Promise<unknown>)(unit[port])),
    );
    expect(commands.length).toBeGreaterThan(0);
    expect(commandsWithoutGuild(commands, guild)).toEqual([]);
  });

  test('a claim names its community; the sweep, and the questions about what it has before it, alone do not', async () => {
    const without = async (call: (port: LedgerClaims) => Promise<unknown>) =>
      commandsWithoutGuild(await commandsOf(() => call(ledgerClaims)), guild);
    expect(await without(CLAIMS.claim)).toEqual([]);
    expect(await without(CLAIMS.overdue)).toEqual(['find ledger', 'find ledger']);
    expect(await without(CLAIMS.nextWake)).toEqual(['find ledger']);
    expect(await without(CLAIMS.unsettled)).toEqual(['aggregate ledger']);
    expect(Object.keys(CLAIMS)).toHaveLength(4);
  });

  test('a planted breach is seen, native operations included', async () => {
    const members = connection.db!.collection('members');
    const operations = {
      'find members': () => members.findOne({ locale: 'en' }),
      'aggregate members': () => members.aggregate([{ $match: { locale: 'en' } }]).toArray(),
      'update members': () => members.updateMany({ locale: 'en' }, { $set: { locale: 'de' } }),
      'delete members': () => members.deleteMany({ guild: anId<GuildId>() }),
      'insert members': () => members.insertOne({ locale: 'en' }),
      'findAndModify members': () => members.findOneAndDelete({ locale: 'en' }),
    };
    for (const [name, operation] of Object.entries(operations)) {
      expect(commandsWithoutGuild(await commandsOf(operation), guild)).toContain(name);
    }
  });
});

describe('a model', () => {
  const anywhere = { locale: 'en' };
  const breaches: Record<string, (members: Models['members']) => Promise<unknown>> = {
    find: async (members) => members.find(anywhere),
    'find of many guilds': async (members) => members.find({ guild: { $exists: true } } as object),
    'find of no guild in particular': async (members) => members.find({ guild: '' } as object),
    findOne: async (members) => members.findOne(anywhere),
    findById: async (members) => members.findById(person),
    findOneAndUpdate: async (members) => members.findOneAndUpdate(anywhere, { locale: 'de' }),
    findOneAndReplace: async (members) => members.findOneAndReplace(anywhere, {}),
    findOneAndDelete: async (members) => members.findOneAndDelete(anywhere),
    countDocuments: async (members) => members.countDocuments(anywhere),
    estimatedDocumentCount: async (members) => members.estimatedDocumentCount(),
    exists: async (members) => members.exists(anywhere),
    distinct: async (members) => members.distinct('locale', anywhere),
    updateOne: async (members) => members.updateOne(anywhere, { locale: 'de' }),
    updateMany: async (members) => members.updateMany(anywhere, { locale: 'de' }),
    replaceOne: async (members) => members.replaceOne(anywhere, {}),
    deleteOne: async (members) => members.deleteOne(anywhere),
    deleteMany: async (members) => members.deleteMany(anywhere),
    'a cursor': async (members) => members.find(anywhere).cursor().next(),
    aggregate: async (members) => members.aggregate([{ $match: anywhere }]),
    'aggregate that joins first': async (members) =>
      members.aggregate([{ $lookup: { from: 'people', pipeline: [], as: 'all' } }, { $match: { guild } }]),
    bulkWrite: async (members) => members.bulkWrite([{ deleteMany: { filter: anywhere } }]),
    'bulkWrite insert': async (members) =>
      members.bulkWrite([{ insertOne: { document: anywhere as never } }]),
  };
  test.each(Object.keys(breaches))('refuses %s without a guild before anything is sent', async (name) => {
    const commands = await commandsOf(() =>
      expect(breaches[name]!(models.members)).rejects.toThrow(MissingGuild),
    );
    expect(commands).toEqual([]);
  });

  test('refuses to insert a document without a guild', async () => {
    await expect(models.members.insertOne({ ...anywhere } as object)).rejects.toThrow(/guild/);
    await expect(models.members.insertMany([{ ...anywhere }] as never[])).rejects.toThrow(/guild/);
  });

  test('refuses an operator object where a unit wants its guild', async () => {
    const run = unitOfWork.run({ $ne: '' } as unknown as GuildId, async (unit) =>
      ok(await unit.members.inProgramme()),
    );
    await expect(run).rejects.toThrow(MissingGuild);
  });

  test('refuses a path that the schema does not know, in queries and in documents', async () => {
    await expect(models.members.find({ guild, nickname: 'x' } as object)).rejects.toThrow(/nickname/);
    const odd = { ...aMember(guild), nickname: 'x' };
    await expect(inUnit(unitOfWork, guild, (unit) => unit.members.save(odd, null))).rejects.toThrow(
      /nickname/,
    );
  });
});
