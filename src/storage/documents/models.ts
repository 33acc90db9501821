import type { Connection, Model, Schema } from 'mongoose';
import { type AuditDocument, auditSchema } from './audit.ts';
import { type CheckInDocument, checkInsSchema } from './check-ins.ts';
import { type CommunityDocument, communitiesSchema } from './communities.ts';
import type { StoredDocument } from './document-schema.ts';
import { type KeyDocument, keysSchema } from './keys.ts';
import { type LedgerDocument, ledgerSchema, type PingDocument, pingsSchema } from './ledger.ts';
import { type MemberDocument, membersSchema } from './members.ts';
import { type OutcomeDocument, outcomesSchema } from './outcomes.ts';
import { type PartnershipDocument, partnershipsSchema } from './partnerships.ts';
import { type PersonDocument, peopleSchema } from './people.ts';
import { type PlaceDocument, placesSchema } from './places.ts';
import { type ProposalDocument, proposalsSchema } from './proposals.ts';
import { type RoundDocument, roundsSchema } from './rounds.ts';
import { type BallotDocument, ballotsSchema, type VoteDocument, votesSchema } from './votes.ts';

/** Every collection that holds something of a community, by its name. */
export type Models = {
  people: Model<PersonDocument>;
  places: Model<PlaceDocument>;
  communities: Model<CommunityDocument>;
  members: Model<MemberDocument>;
  proposals: Model<ProposalDocument>;
  rounds: Model<RoundDocument>;
  partnerships: Model<PartnershipDocument>;
  votes: Model<VoteDocument>;
  ballots: Model<BallotDocument>;
  checkIns: Model<CheckInDocument>;
  outcomes: Model<OutcomeDocument>;
  ledger: Model<LedgerDocument>;
  pings: Model<PingDocument>;
  audit: Model<AuditDocument>;
  keys: Model<KeyDocument>;
};

/** The models of one connection. */
export function modelsOf(connection: Connection): Models {
  const model = <D extends StoredDocument>(schema: Schema): Model<D> => {
    const name = schema.get('collection') as string;
    // The document types are ours; mongoose's own inference over nested unions costs minutes of type checking.
    return (connection.models[name] ?? connection.model(name, schema)) as unknown as Model<D>;
  };
  return {
    people: model(peopleSchema),
    places: model(placesSchema),
    communities: model(communitiesSchema),
    members: model(membersSchema),
    proposals: model(proposalsSchema),
    rounds: model(roundsSchema),
    partnerships: model(partnershipsSchema),
    votes: model(votesSchema),
    ballots: model(ballotsSchema),
    checkIns: model(checkInsSchema),
    outcomes: model(outcomesSchema),
    ledger: model(ledgerSchema),
    pings: model(pingsSchema),
    audit: model(auditSchema),
    keys: model(keysSchema),
  };
}
