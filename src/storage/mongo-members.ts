import type { Member } from '#domain/community/member';
import type { PersonId } from '#domain/ids';
import type { Members } from '#use-cases/ports/members';
import type { MemberDocument } from './documents/members.ts';
import type { GuildCollection } from './guild-collection.ts';

/** `Members` in MongoDB; the `_id` is the person. */
export class MongoMembers implements Members {
  readonly #members: GuildCollection<MemberDocument>;

  constructor(members: GuildCollection<MemberDocument>) {
    this.#members = members;
  }

  async get(person: PersonId): Promise<Member | null> {
    const document = await this.#members.findOne({ _id: person });
    return document === null ? null : toMember(document);
  }

  async save(member: Member, expectedVersion: number | null): Promise<void> {
    const { person, ...rest } = member;
    await this.#members.save({ _id: person, ...rest }, expectedVersion);
  }

  async inProgramme(): Promise<Member[]> {
    const found = await this.#members.find(
      { 'state.kind': { $in: ['active', 'paused'] } },
      { sort: { _id: 1 } },
    );
    return found.map(toMember);
  }

  async remove(person: PersonId): Promise<void> {
    await this.#members.remove({ _id: person });
  }
}

function toMember({ _id, schemaVersion, ...member }: MemberDocument): Member {
  return { person: _id, ...member };
}
