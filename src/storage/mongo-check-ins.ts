import type { CheckIn } from '#domain/check-in/check-in';
import type { CheckInId, MessageId, PartnershipId, PersonId } from '#domain/ids';
import type { CheckIns } from '#use-cases/ports/check-ins';
import type { CheckInDocument } from './documents/check-ins.ts';
import type { TextKeys } from './encryption/text-keys.ts';
import type { GuildCollection } from './guild-collection.ts';

const FIELD = 'check-in';
type Texts = { progress: string; blockers: string; feeling: string };
const UNREADABLE: Texts = { progress: '', blockers: '', feeling: '' };

/**
 * `CheckIns` in MongoDB. A partial unique index counts a message once. The three texts are sealed with
 * their author's key and read empty once it is gone.
 */
export class MongoCheckIns implements CheckIns {
  readonly #checkIns: GuildCollection<CheckInDocument>;
  readonly #texts: TextKeys;

  constructor(checkIns: GuildCollection<CheckInDocument>, texts: TextKeys) {
    this.#checkIns = checkIns;
    this.#texts = texts;
  }

  async get(id: CheckInId): Promise<CheckIn | null> {
    const document = await this.#checkIns.findOne({ _id: id });
    return document === null ? null : this.#open(document);
  }

  async add(checkIn: CheckIn): Promise<void> {
    const { id, what, ...rest } = checkIn;
    if (what.kind !== 'micro') return this.#checkIns.insert({ _id: id, ...rest, what });
    const { kind, supportWanted, ...texts } = what;
    const sealed = await this.#texts.seal(`person:${checkIn.person}`, FIELD, id, JSON.stringify(texts));
    await this.#checkIns.insert({ _id: id, ...rest, what: { kind, supportWanted, sealed } });
  }

  countSince(partnership: PartnershipId, since: Date): Promise<number> {
    return this.#checkIns.count({ partnership, at: { $gte: since } });
  }

  async latest(partnership: PartnershipId, person: PersonId): Promise<Date | null> {
    return (await this.#checkIns.findOne({ partnership, person }, { sort: { at: -1 } }))?.at ?? null;
  }

  async byMessage(message: MessageId): Promise<CheckIn | null> {
    const document = await this.#checkIns.findOne({ 'what.message': message });
    return document === null ? null : this.#open(document);
  }

  async ofPerson(person: PersonId): Promise<CheckIn[]> {
    const documents = await this.#checkIns.find({ person }, { sort: { at: 1, _id: 1 } });
    const checkIns: CheckIn[] = [];
    for (const document of documents) checkIns.push(await this.#open(document));
    return checkIns;
  }

  async removeOf(person: PersonId): Promise<void> {
    await this.#checkIns.remove({ person });
  }

  async #open({ _id, schemaVersion, what, ...rest }: CheckInDocument): Promise<CheckIn> {
    if (what.kind !== 'micro') return { id: _id, ...rest, what };
    const { kind, supportWanted, sealed } = what;
    const opened = await this.#texts.open(`person:${rest.person}`, FIELD, _id, sealed);
    const texts: Texts = opened === null ? UNREADABLE : JSON.parse(opened);
    return { id: _id, ...rest, what: { kind, ...texts, supportWanted } };
  }
}
