import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '@sapphire/result';
import type { GuildId, PartnershipId, ProposalId, VoteId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';

/**
 * Whom a button is shown to: one `person` (a DM, a corner, an ephemeral reply), the people of a
 * `partnership`, the members of a `community`, or the `public` of a server. Each has a signing key of its
 * own, so that an id minted for one can never be replayed as another. It says who *sees* a button; who
 * may *use* it is decided by the use case, for whoever clicked.
 */
type Audience = 'person' | 'partnership' | 'community' | 'public';

/** The subject's type travels with the action; it exists for the compiler only. */
type Kind<Subject extends string> = { readonly audience: Audience; readonly subject?: Subject };
const about = <Subject extends string>(audience: Audience): Kind<Subject> => ({ audience });

/**
 * Every action a component or a form can stand for, with its audience and what its subject is (`''`: none).
 * A name is at most 12 characters, because it is part of the id. `extra` carries a small choice or version:
 * `sign`, `charter-edit` and `charter-form` the charter's version, `pause-days` a number of days.
 */
const ACTIONS = {
  // Joining and the profile
  join: about<''>('public'),
  'join-form': about<''>('person'),
  'edit-profile': about<''>('person'),
  star: about<''>('person'),
  styles: about<''>('person'),
  'styles-form': about<''>('person'),
  support: about<''>('person'),
  'support-form': about<''>('person'),
  skills: about<''>('person'),
  'skills-form': about<''>('person'),
  'come-back': about<''>('person'),
  'erase-yes': about<''>('person'),
  // The community
  'check-setup': about<''>('community'),
  'run-round': about<''>('community'),
  // A proposal
  accept: about<ProposalId>('person'),
  decline: about<ProposalId>('person'),
  ask: about<ProposalId>('person'),
  // The agreement
  sign: about<PartnershipId>('partnership'),
  'charter-edit': about<PartnershipId>('partnership'),
  'charter-form': about<PartnershipId>('person'),
  // The trial and the rhythm after it
  'check-in': about<PartnershipId>('partnership'),
  'checkin-form': about<PartnershipId>('person'),
  minimum: about<PartnershipId>('partnership'),
  rest: about<PartnershipId>('partnership'),
  'pulse-yes': about<PartnershipId>('partnership'),
  'pulse-slip': about<PartnershipId>('partnership'),
  'pulse-hand': about<PartnershipId>('partnership'),
  supported: about<PartnershipId>('partnership'),
  pressured: about<PartnershipId>('partnership'),
  'view-partner': about<PartnershipId>('person'),
  slower: about<PartnershipId>('person'),
  talk: about<PartnershipId>('person'),
  // The vote and what follows
  vote: about<VoteId>('partnership'),
  'vote-form': about<VoteId>('person'),
  resume: about<PartnershipId>('partnership'),
  'pause-days': about<PartnershipId>('partnership'),
  end: about<PartnershipId>('partnership'),
  'end-yes': about<PartnershipId>('person'),
} as const satisfies Record<string, Kind<string>>;

export type Action = keyof typeof ACTIONS;
export type SubjectOf<A extends Action> = (typeof ACTIONS)[A] extends Kind<infer Subject> ? Subject : never;

/** A parsed click; narrowing `action` types `subject`. */
export type Click = {
  [A in Action]: { action: A; subject: SubjectOf<A>; guild: GuildId; extra: string | null };
}[Action];

/** Why a custom id is not acted on: not ours, past its time, or minted before an update of the format or keys. */
export type BadId = 'forged' | 'expired' | 'stale-version';

/**
 * Makes the custom id of one component. `extra` is at most 10 characters of `A-Z a-z 0-9 - _`; without
 * `expiresAt` the id never expires. Throws when a part cannot stand in an id, which is a bug.
 */
export type MintId = <A extends Action>(what: {
  action: A;
  subject: SubjectOf<A>;
  guild: GuildId;
  extra?: string;
  expiresAt?: Date;
}) => string;

export type CustomIds = {
  mint: MintId;
  /** `now` is the domain's clock. Checks the MAC before anything the id says is believed. */
  parse(customId: string, now: Date): Result<Click, BadId>;
};

/** A secret with a name, so that it can be rotated: `key` is at least 16 random bytes. */
export type MasterKey = { id: string; key: Uint8Array };

const VERSION = '1';
const MAC_BYTES = 12;
const LIMIT = 80;
const TOKEN = /^[A-Za-z0-9_-]*$/;
const SHAPE =
  /^(?<body>(?<version>\d{1,3})\.(?<action>[a-z-]{1,12})\.(?<subject>[\w-]{0,32})(?:~(?<extra>[\w-]{1,10}))?\.(?<guild>[0-9a-z]{1,13})\.(?<expiry>[0-9a-z]{0,9})\.(?<kid>[\w-]{4}))\.(?<mac>[\w-]{16})$/;

/**
 * The only place that encodes or parses a custom id: `v.action.subject~extra.guild.expiry.kid.mac`, at most
 * 80 of Discord's 100 characters. The guild (base36) lets a click in a DM know its community; the expiry is
 * in seconds (base36, may be empty); the MAC is HMAC-SHA256 cut to 96 bits over everything before it, under a
 * key derived (HKDF-SHA256, RFC 5869) for the action's audience. The first master key signs, all verify.
 */
export function createCustomIds(masterKeys: readonly MasterKey[]): CustomIds {
  const keyrings = masterKeys.map(deriveKeyring);
  const signing = keyrings[0];
  if (!signing) throw new Error('custom ids need at least one master key');
  const byKid = new Map(keyrings.map((keyring) => [keyring.kid, keyring]));
  if (byKid.size !== keyrings.length) throw new Error('two master keys share an id; give each its own');

  return {
    mint: ({ action, subject, guild, extra, expiresAt }) => {
      if (!TOKEN.test(subject) || !TOKEN.test(extra ?? '') || (extra ?? '').length > 10)
        throw new Error(`a custom id for ${action} cannot carry this subject or extra`);
      const about = extra ? `${subject}~${extra}` : subject;
      const expiry = expiresAt ? Math.ceil(expiresAt.getTime() / 1000).toString(36) : '';
      const body = [VERSION, action, about, BigInt(guild).toString(36), expiry, signing.kid].join('.');
      const id = `${body}.${sign(signing, action, body)}`;
      if (id.length > LIMIT) throw new Error(`a custom id for ${action} is longer than ${LIMIT} characters`);
      return id;
    },

    parse: (customId, now) => {
      const parts = SHAPE.exec(customId)?.groups;
      if (!parts) return err('forged');
      const {
        body = '',
        version,
        action = '',
        subject,
        extra,
        guild = '',
        expiry,
        kid = '',
        mac = '',
      } = parts;
      if (version !== VERSION) return err('stale-version');
      const keyring = byKid.get(kid);
      // A key that was rotated out: the button is old, not evil.
      if (!keyring) return err('stale-version');
      if (!isAction(action)) return err('forged');
      const expected = Buffer.from(sign(keyring, action, body));
      if (!timingSafeEqual(expected, Buffer.from(mac))) return err('forged');
      if (expiry && now.getTime() >= Number.parseInt(expiry, 36) * 1000) return err('expired');
      return ok({ action, subject, guild: fromBase36(guild), extra: extra ?? null } as Click);
    },
  };
}

/** What a person is told who clicked a bad id; being told "forged" would help nobody. */
export function refusalOfBadId(problem: BadId): Refusal {
  return problem === 'forged' ? { kind: 'not-for-you' } : { kind: 'expired' };
}

type Keyring = { kid: string; keys: Record<Audience, Buffer> };

/** The id of a key is hashed to four characters, so that its length is nobody's concern. */
function deriveKeyring({ id, key }: MasterKey): Keyring {
  if (key.length < 16) throw new Error(`the master key "${id}" is shorter than 16 bytes`);
  const derive = (audience: Audience) =>
    Buffer.from(hkdfSync('sha256', key, '', `alongside/custom-id/${VERSION}/${audience}`, 32));
  return {
    kid: createHash('sha256').update(id).digest('base64url').slice(0, 4),
    keys: {
      person: derive('person'),
      partnership: derive('partnership'),
      community: derive('community'),
      public: derive('public'),
    },
  };
}

function sign(keyring: Keyring, action: Action, body: string): string {
  const key = keyring.keys[ACTIONS[action].audience];
  return createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES).toString('base64url');
}

function isAction(action: string): action is Action {
  return Object.hasOwn(ACTIONS, action);
}

function fromBase36(digits: string): GuildId {
  let value = 0n;
  for (const digit of digits) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString() as GuildId;
}
