import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GuildId, PersonId, UserId } from '#domain/ids';
import { MasterKeys } from '#storage/encryption/master-keys';
import { type Binding, seal, unseal } from '#storage/encryption/seal';
import { openStorage } from '#storage/open-storage';
import { aBallot, aCheckIn, anId, aPartnership, aVote, inUnit, NOW } from '../contracts/samples.ts';
import { aMasterKey, openTestStorage, type TestStorage } from './open-test-storage.ts';

describe('sealing', () => {
  const key = randomBytes(32);
  const binding: Binding = { guild: 'g', owner: 'person:p', field: 'f', document: 'd' };

  test('what was sealed opens, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sealed = seal('k', key, binding, Buffer.from(text, 'utf8'));
        expect(unseal(key, binding, sealed).toString('utf8')).toBe(
          Buffer.from(text, 'utf8').toString('utf8'),
        );
      }),
    );
  });

  test('the same text never seals to the same bytes', () => {
    const text = Buffer.from('one and the same text');
    const [one, two] = [seal('k', key, binding, text), seal('k', key, binding, text)];
    expect(one.iv).not.toBe(two.iv);
    expect(one.ct).not.toBe(two.ct);
  });

  test.each(['guild', 'owner', 'field', 'document'] as const)('it does not open under another %s', (part) => {
    const sealed = seal('k', key, binding, Buffer.from('secret'));
    expect(() => unseal(key, { ...binding, [part]: 'other' }, sealed)).toThrow();
  });

  test('moving a letter from one part of the binding to the next is another binding', () => {
    const sealed = seal('k', key, { ...binding, guild: 'ab', owner: 'c' }, Buffer.from('secret'));
    expect(() => unseal(key, { ...binding, guild: 'a', owner: 'bc' }, sealed)).toThrow();
  });

  test('it does not open with another key, a changed byte or a shortened tag', () => {
    const sealed = seal('k', key, binding, Buffer.from('secret'));
    const flipped = Buffer.from(sealed.ct, 'base64url');
    flipped[0]! ^= 1;
    expect(() => unseal(randomBytes(32), binding, sealed)).toThrow();
    expect(() => unseal(key, binding, { ...sealed, ct: flipped.toString('base64url') })).toThrow();
    expect(() => unseal(key, binding, { ...sealed, tag: sealed.tag.slice(0, 8) })).toThrow();
  });
});

describe('master keys', () => {
  test('none, a short one, or two of one id are refused at the start', () => {
    expect(() => new MasterKeys([])).toThrow(/at least one/);
    expect(() => new MasterKeys([{ id: 'a', key: randomBytes(16) }])).toThrow(/"a" has 16 bytes/);
    expect(() => new MasterKeys([aMasterKey('a'), aMasterKey('a')])).toThrow(/share an id/);
  });

  test('a data key under a master key that is not configured is an outage, not an erasure', () => {
    const wrapped = new MasterKeys([aMasterKey('old')]).wrap('g', 'person:p', randomBytes(32));
    expect(() => new MasterKeys([aMasterKey('new')]).unwrap('g', 'person:p', wrapped)).toThrow(/"old"/);
  });
});

describe('what people write', () => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  afterAll(() => storage.close());

  test('does not stand in the database in the clear', async () => {
    const guild = anId<GuildId>();
    const canary = 'canary-5f1c';
    const person = anId<PersonId>();
    const what = {
      kind: 'micro',
      progress: canary,
      blockers: canary,
      feeling: canary,
      supportWanted: null,
    } as const;
    const base = aPartnership(guild);
    const text = { values: canary, norms: canary, setback: canary, lifeEvents: canary, celebrate: canary };
    await inUnit(storage.unitOfWork, guild, async ({ checkIns, votes, partnerships }) => {
      await checkIns.add(aCheckIn(guild, { person, what }));
      await votes.putBallot(aBallot(aVote(guild).id, person, { reason: canary }));
      await partnerships.save({ ...base, charter: { ...base.charter, text } }, null);
    });
    const collections = await storage.db.listCollections().toArray();
    let documents = 0;
    for (const { name } of collections) {
      for (const document of await storage.db.collection(name).find({}).toArray()) {
        documents += 1;
        expect(JSON.stringify(document)).not.toContain(canary);
      }
    }
    expect(documents).toBeGreaterThan(3);
  });

  test('reads empty after its author’s erasure, while what names nobody stays', async () => {
    const guild = anId<GuildId>();
    const [person, vote] = [anId<PersonId>(), aVote(guild)];
    const checkIn = aCheckIn(guild, { person });
    await inUnit(storage.unitOfWork, guild, async ({ people, checkIns, votes }) => {
      await people.link(person, anId<UserId>());
      await checkIns.add(checkIn);
      await votes.putBallot(aBallot(vote.id, person));
    });
    await inUnit(storage.unitOfWork, guild, (unit) => unit.people.cut(person));
    await inUnit(storage.unitOfWork, guild, async ({ checkIns, votes }) => {
      expect((await checkIns.get(checkIn.id))?.what).toEqual({
        kind: 'micro',
        progress: '',
        blockers: '',
        feeling: '',
        supportWanted: 'listen',
      });
      expect(await votes.ballots(vote.id)).toEqual([aBallot(vote.id, person, { reason: null })]);
    });
    const left = await storage.db.collection('keys').findOne({ guild, owner: `person:${person}` });
    expect(left).toMatchObject({ kid: null, wrapped: null });
  });

  test('after an erasure is not kept', async () => {
    const guild = anId<GuildId>();
    const checkIn = aCheckIn(guild);
    await inUnit(storage.unitOfWork, guild, (unit) => unit.people.cut(checkIn.person));
    await inUnit(storage.unitOfWork, guild, (unit) => unit.checkIns.add(checkIn));
    const stored = await storage.db.collection('checkIns').findOne({ guild });
    expect(stored?.['what']).toEqual({ kind: 'micro', supportWanted: 'listen', sealed: null });
  });

  test('in a charter outlives the erasure of one of its authors', async () => {
    const guild = anId<GuildId>();
    const partnership = aPartnership(guild);
    await inUnit(storage.unitOfWork, guild, async ({ partnerships, people }) => {
      await partnerships.save(partnership, null);
      await people.cut(partnership.members[0]!);
    });
    const found = await inUnit(storage.unitOfWork, guild, (unit) => unit.partnerships.get(partnership.id));
    expect(found?.charter).toEqual(partnership.charter);
  });

  test('in a charter reads as none once the partnership’s key is gone', async () => {
    const guild = anId<GuildId>();
    const partnership = aPartnership(guild);
    await inUnit(storage.unitOfWork, guild, (unit) => unit.partnerships.save(partnership, null));
    await storage.db.collection('keys').deleteOne({ guild, owner: `partnership:${partnership.id}` });
    const found = await inUnit(storage.unitOfWork, guild, (unit) => unit.partnerships.get(partnership.id));
    expect(found?.charter).toEqual({ ...partnership.charter, text: null });
  });

  test('first, in ten places at once, is sealed with one key', async () => {
    const guild = anId<GuildId>();
    const person = anId<PersonId>();
    const checkIns = Array.from({ length: 10 }, () => aCheckIn(guild, { person, at: NOW }));
    await Promise.all(
      checkIns.map((checkIn) => inUnit(storage.unitOfWork, guild, (unit) => unit.checkIns.add(checkIn))),
    );
    const found = await inUnit(storage.unitOfWork, guild, (unit) => unit.checkIns.ofPerson(person));
    expect(found).toHaveLength(10);
    expect(found).toEqual(expect.arrayContaining(checkIns));
    expect(await storage.db.collection('keys').countDocuments({ guild })).toBe(1);
  });

  test('while its author erases is either written before or not kept: no second key is made', async () => {
    const guild = anId<GuildId>();
    const checkIn = aCheckIn(guild);
    await Promise.all([
      inUnit(storage.unitOfWork, guild, (unit) => unit.checkIns.add(checkIn)),
      inUnit(storage.unitOfWork, guild, (unit) => unit.people.cut(checkIn.person)),
    ]);
    const found = await inUnit(storage.unitOfWork, guild, (unit) => unit.checkIns.get(checkIn.id));
    expect(found?.what).toMatchObject({ progress: '', blockers: '', feeling: '' });
  });

  test('moved to another document does not open', async () => {
    const guild = anId<GuildId>();
    const person = anId<PersonId>();
    const [one, two] = [aCheckIn(guild, { person }), aCheckIn(guild, { person })];
    await inUnit(storage.unitOfWork, guild, async ({ checkIns }) => {
      await checkIns.add(one);
      await checkIns.add(two);
    });
    const documents = storage.db.collection<{ _id: string; what: object }>('checkIns');
    const stolen = await documents.findOne({ _id: one.id });
    await documents.updateOne({ _id: two.id }, { $set: { what: stolen!.what } });
    await expect(inUnit(storage.unitOfWork, guild, (unit) => unit.checkIns.get(two.id))).rejects.toThrow();
  });
});

describe('a rotated master key', () => {
  test('opens what the older one sealed, and after one start the older one can go', async () => {
    const [older, newer] = [aMasterKey('2025'), aMasterKey('2026')];
    const storage = await openTestStorage({ masterKeys: [older] });
    const guild = anId<GuildId>();
    const checkIn = aCheckIn(guild);
    const erased = anId<PersonId>();
    await inUnit(storage.unitOfWork, guild, async ({ checkIns, people }) => {
      await checkIns.add(checkIn);
      await people.cut(erased);
    });
    const { uri } = storage.database;
    for (const masterKeys of [[newer, older], [newer]]) {
      const rotated = await openStorage({ uri, masterKeys });
      const found = await inUnit(rotated.unitOfWork, guild, (unit) => unit.checkIns.get(checkIn.id));
      expect(found).toEqual(checkIn);
      await rotated.close();
    }
    await storage.close();
  });

  test('that lacks the older one stops the start', async () => {
    const storage = await openTestStorage();
    const guild = anId<GuildId>();
    await inUnit(storage.unitOfWork, guild, (unit) => unit.checkIns.add(aCheckIn(guild)));
    const start = openStorage({ uri: storage.database.uri, masterKeys: [aMasterKey('other')] });
    await expect(start).rejects.toThrow(/"first" is needed/);
    await storage.close();
  });
});
