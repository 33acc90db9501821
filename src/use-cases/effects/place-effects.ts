import type { ChannelId, MessageId, PartnershipId, PersonId } from '#domain/ids';
import type { Effect } from './effect.ts';

/** Making, leaving and putting away channels and threads. */
export const placeEffects = {
  'open-lobby': {
    prepare: async (unit) => ({
      do: 'open-lobby',
      facilitatorRole: (await unit.communities.get())?.facilitatorRole ?? null,
    }),
    delivered: async (unit, _row, done) => {
      const community = await unit.communities.get();
      if (community)
        await unit.communities.save(
          { ...community, lobby: done.channel, circlesCategory: done.category ?? community.circlesCategory },
          community.version,
        );
    },
  },
  'open-corner': {
    prepare: async (unit, row) => {
      const person = row.recipient!;
      if (await unit.places.get({ kind: 'corner', person })) return { do: 'drop', because: 'corner stands' };
      const lobby = (await unit.communities.get())?.lobby;
      const user = await unit.people.userOf(person);
      if (!lobby || !user) return { do: 'drop', because: 'nobody to open it for' };
      return {
        do: 'open-thread',
        parent: lobby,
        name: 'corner',
        members: [user],
        remember: { kind: 'corner', person },
      };
    },
  },
  'open-thread': {
    prepare: async (unit, row) => {
      const id = row.subject as PartnershipId;
      const partnership = await unit.partnerships.get(id);
      const lobby = (await unit.communities.get())?.lobby;
      if (!partnership || partnership.state.kind === 'ended' || !lobby)
        return { do: 'drop', because: 'partnership over' };
      const members = [];
      for (const person of partnership.members) {
        const user = await unit.people.userOf(person);
        if (user) members.push(user);
      }
      return {
        do: 'open-thread',
        parent: lobby,
        name: 'partnership',
        members,
        remember: { kind: 'thread', partnership: id },
      };
    },
  },
  'archive-thread': {
    prepare: async (unit, row) => {
      const known = row.refs['channel'] as ChannelId | undefined;
      const thread = known
        ? { channel: known }
        : await unit.places.get({ kind: 'thread', partnership: row.subject as PartnershipId });
      return thread
        ? { do: 'archive-thread', channel: thread.channel }
        : { do: 'drop', because: 'thread gone' };
    },
  },
  'leave-thread': {
    prepare: async (unit, row) => {
      const thread = await unit.places.get({ kind: 'thread', partnership: row.subject as PartnershipId });
      const user = await unit.people.userOf(row.recipient as PersonId);
      return thread && user
        ? { do: 'leave-thread', channel: thread.channel, user }
        : { do: 'drop', because: 'already out' };
    },
  },
  'delete-message': {
    prepare: async (_unit, row) => ({
      do: 'delete',
      channel: row.refs['channel'] as ChannelId,
      message: row.refs['message'] as MessageId,
    }),
  },
} satisfies Record<string, Effect>;
