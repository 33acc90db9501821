import { afterAll, beforeAll, describe } from 'vitest';
import { describeCheckIns } from '../contracts/describe-check-ins.ts';
import { describeCommunities } from '../contracts/describe-communities.ts';
import { describeMembers } from '../contracts/describe-members.ts';
import { describeOutcomes } from '../contracts/describe-outcomes.ts';
import { describePartnerships } from '../contracts/describe-partnerships.ts';
import { describePeople } from '../contracts/describe-people.ts';
import { describePlaces } from '../contracts/describe-places.ts';
import { describeProposals } from '../contracts/describe-proposals.ts';
import { describeRounds } from '../contracts/describe-rounds.ts';
import { describeUnitOfWork } from '../contracts/describe-unit-of-work.ts';
import { describeVotes } from '../contracts/describe-votes.ts';
import { openTestStorage, type TestStorage } from './open-test-storage.ts';

describe('in MongoDB', () => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  afterAll(() => storage.close());

  const unitOfWork = () => storage.unitOfWork;
  describeUnitOfWork(unitOfWork);
  describeCommunities(unitOfWork);
  describePeople(unitOfWork);
  describePlaces(unitOfWork);
  describeMembers(unitOfWork);
  describeProposals(unitOfWork);
  describeRounds(unitOfWork);
  describePartnerships(unitOfWork);
  describeVotes(unitOfWork);
  describeCheckIns(unitOfWork);
  describeOutcomes(unitOfWork);
});
