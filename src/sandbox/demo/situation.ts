import { ok } from '@sapphire/result';
import type { GuildId, PersonId } from '#domain/ids';
import type { Partnership } from '#domain/partnership/partnership';
import type { TrialDay } from '#domain/trial/trial-plan';
import type { Unit, UnitOfWork } from '#use-cases/ports/unit-of-work';

/** Where the programme stands, in accounts instead of inner ids: what the next step and the cast's own life follow from. */
export type Situation = {
  isSetUp: boolean;
  lobby: string | null;
  joined: ReadonlySet<string>;
  offers: { members: string[]; answered: ReadonlySet<string> }[];
  pairs: PairSituation[];
  /** How many trials have come to a result. */
  outcomes: number;
};

export type PairSituation = {
  id: string;
  members: string[];
  thread: string | null;
  state: 'agreeing' | 'trial' | 'steady' | 'paused';
  charterVersion: number;
  signed: ReadonlySet<string>;
  trialNumber: number;
  startsOn: string | null;
  /** The newest prompt of the trial that was sent. */
  promptDay: TrialDay | null;
  /** Who has checked in since that prompt. */
  checkedIn: ReadonlySet<string>;
  rated: ReadonlySet<string>;
  vote: { id: string; voted: ReadonlySet<string> } | null;
};

export const NOTHING_YET: Situation = {
  isSetUp: false,
  lobby: null,
  joined: new Set(),
  offers: [],
  pairs: [],
  outcomes: 0,
};

const pairSituation = async (
  unit: Unit,
  partnership: Partnership,
  account: (person: PersonId) => Promise<string>,
): Promise<PairSituation> => {
  const { id, members, charter, trial, state } = partnership;
  const accounts = async (people: readonly PersonId[]): Promise<string[]> => {
    const found: string[] = [];
    for (const person of people) found.push(await account(person));
    return found;
  };
  const checkedIn: PersonId[] = [];
  if (trial?.lastPromptAt)
    for (const person of members) {
      const latest = await unit.checkIns.latest(id, person);
      if (latest && latest >= trial.lastPromptAt) checkedIn.push(person);
    }
  const vote = await unit.votes.openOf(id);
  const ballots = vote ? await unit.votes.ballots(vote.id) : [];
  const place = await unit.places.get({ kind: 'thread', partnership: id });
  return {
    id,
    members: await accounts(members),
    thread: place?.channel ?? null,
    state: state.kind === 'ended' ? 'paused' : state.kind,
    charterVersion: charter.version,
    signed: new Set(await accounts(charter.signedBy)),
    trialNumber: trial?.number ?? 0,
    startsOn: trial?.startsOn ?? null,
    promptDay: trial?.delivered.at(-1) ?? null,
    checkedIn: new Set(await accounts(checkedIn)),
    rated: new Set(await accounts(trial?.ratings.map(({ person }) => person) ?? [])),
    vote: vote && { id: vote.id, voted: new Set(await accounts(ballots.map(({ person }) => person))) },
  };
};

/** Reads the situation of one community from what is stored. */
export const readSituation = async (
  unitOfWork: UnitOfWork,
  guildId: string,
  now: Date,
): Promise<Situation> => {
  const read = await unitOfWork.run(guildId as GuildId, async (unit) => {
    const known = new Map<PersonId, string>();
    const account = async (person: PersonId): Promise<string> => {
      const found = known.get(person) ?? (await unit.people.userOf(person)) ?? '';
      known.set(person, found);
      return found;
    };
    const community = await unit.communities.get();
    const joined = new Set<string>();
    for (const { person } of await unit.members.inProgramme()) joined.add(await account(person));
    const offers: Situation['offers'] = [];
    for (const { members, answers } of await unit.proposals.open()) {
      const answered = new Set<string>();
      for (const { person } of answers) answered.add(await account(person));
      offers.push({ members: [await account(members[0]), await account(members[1])], answered });
    }
    const pairs: PairSituation[] = [];
    for (const partnership of await unit.partnerships.live())
      pairs.push(await pairSituation(unit, partnership, account));
    const outcomes = (await unit.outcomes.between(new Date(0), new Date(now.getTime() + 1))).length;
    return ok({
      // Without the lobby there is nowhere to go yet.
      isSetUp: community !== null && community.lobby !== null,
      lobby: community?.lobby ?? null,
      joined,
      offers,
      pairs,
      outcomes,
    });
  });
  return read.unwrap();
};
