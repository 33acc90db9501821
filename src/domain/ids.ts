declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** A Discord server's snowflake. */
export type GuildId = Branded<string, 'GuildId'>;
/** A Discord account's snowflake; it stands only in `people` and in what goes to Discord. */
export type UserId = Branded<string, 'UserId'>;
/** A Discord channel's or thread's snowflake; it stands only in `places`, the community and the ledger. */
export type ChannelId = Branded<string, 'ChannelId'>;
export type MessageId = Branded<string, 'MessageId'>;
export type RoleId = Branded<string, 'RoleId'>;

/**
 * A member of one community, as everything but `people` knows them: random, so that cutting the mapping
 * in `people` leaves nothing that points at an account.
 */
export type PersonId = Branded<string, 'PersonId'>;
export type ProposalId = Branded<string, 'ProposalId'>;
export type PartnershipId = Branded<string, 'PartnershipId'>;
export type VoteId = Branded<string, 'VoteId'>;
export type CheckInId = Branded<string, 'CheckInId'>;
export type RoundId = Branded<string, 'RoundId'>;
/** Hash of what makes an effect unique (ledger/ledger-row.ts). */
export type RowId = Branded<string, 'RowId'>;

/** A calendar day as ISO 8601 (`2026-03-29`), always read together with a zone. */
export type LocalDate = Branded<string, 'LocalDate'>;
/** An IANA time zone that this runtime knows (`Europe/Berlin`). */
export type ZoneId = Branded<string, 'ZoneId'>;
