import { describe, expect, test } from 'vitest';
import { Permission } from '#sandbox/local-discord/world/permissions';
import { aStory } from './worlds.ts';

const { ViewChannel, SendMessages, ManageMessages, ManageThreads, Administrator, SendMessagesInThreads } =
  Permission;
const BASE = ViewChannel | SendMessages | SendMessagesInThreads;

interface Row {
  when: string;
  everyone?: { allow?: bigint; deny?: bigint };
  roles?: { base?: bigint; allow?: bigint; deny?: bigint }[];
  own?: { allow?: bigint; deny?: bigint };
  sees: boolean;
  writes: boolean;
}

// discord/discord-api-docs developers/topics/permissions, "Permission Overwrites", steps 1 to 8.
const ROWS: Row[] = [
  { when: 'nothing is overwritten', sees: true, writes: true },
  { when: '@everyone is denied writing', everyone: { deny: SendMessages }, sees: true, writes: false },
  { when: '@everyone is denied seeing', everyone: { deny: ViewChannel }, sees: false, writes: false },
  {
    when: 'a role allows what @everyone is denied',
    everyone: { deny: ViewChannel },
    roles: [{ allow: ViewChannel }],
    sees: true,
    writes: true,
  },
  {
    when: 'one role denies and another allows: allowing wins among roles',
    roles: [{ deny: ViewChannel }, { allow: ViewChannel }],
    sees: true,
    writes: true,
  },
  {
    when: 'a member is denied what a role allows',
    everyone: { deny: ViewChannel },
    roles: [{ allow: ViewChannel }],
    own: { deny: ViewChannel },
    sees: false,
    writes: false,
  },
  {
    when: 'a member is allowed what roles and @everyone are denied',
    everyone: { deny: ViewChannel },
    roles: [{ deny: ViewChannel }],
    own: { allow: ViewChannel },
    sees: true,
    writes: true,
  },
  {
    when: 'writing is allowed to who cannot see',
    everyone: { deny: ViewChannel, allow: SendMessages },
    sees: false,
    writes: false,
  },
  {
    when: 'an administrator meets every denial',
    everyone: { deny: ViewChannel | SendMessages },
    roles: [{ base: Administrator, deny: ViewChannel }],
    own: { deny: ViewChannel },
    sees: true,
    writes: true,
  },
];

describe('what a member may do in a channel', () => {
  test.each(ROWS)('when $when: sees $sees, writes $writes', async (row) => {
    const story = await aStory({}, { everyone: BASE });
    const { control, world } = story.discord;
    const ana = story.member('Ana');
    const channel = control.createChannel(story.guildId, { name: 'room' });
    if (row.everyone) control.setOverwrite(channel, { id: story.guildId, ...row.everyone });
    for (const { base, ...overwrite } of row.roles ?? []) {
      const role = control.createRole(story.guildId, { name: 'r', permissions: base ?? 0n });
      control.giveRole(story.guildId, ana.id, role);
      if (Object.keys(overwrite).length > 0) control.setOverwrite(channel, { id: role, ...overwrite });
    }
    if (row.own) control.setOverwrite(channel, { id: ana.id, ...row.own });
    expect(world.canView(ana.id, world.channel(channel))).toBe(row.sees);
    expect(world.canSend(ana.id, world.channel(channel))).toBe(row.writes);
  });

  test('the owner may do everything, whatever is denied', async () => {
    const story = await aStory();
    const { control, world } = story.discord;
    const channel = control.createChannel(story.guildId, {
      name: 'closed',
      overwrites: [{ id: story.guildId, deny: ViewChannel | SendMessages }],
    });
    expect(world.canSend(story.owner.id, world.channel(channel))).toBe(true);
  });

  test('a member who is timed out reads and does nothing else, until the time is up', async () => {
    let now = Date.now();
    const story = await aStory({ now: () => now });
    const { control, world } = story.discord;
    const ana = story.member('Ana');
    const lobby = world.channel(story.lobbyId);
    control.timeOut(story.guildId, ana.id, now + 1000);
    expect([world.canView(ana.id, lobby), world.canSend(ana.id, lobby)]).toEqual([true, false]);
    now += 1001;
    expect(world.canSend(ana.id, lobby)).toBe(true);
  });
});

describe('what a member may do in a thread', () => {
  test('threads take the permission of threads, not that of channels', async () => {
    const story = await aStory({}, { everyone: ViewChannel | SendMessagesInThreads });
    const { control, world } = story.discord;
    const ana = story.member('Ana');
    const thread = control.createThread(story.lobbyId, { name: 't', ownerId: story.owner.id });
    expect(world.canSend(ana.id, world.channel(story.lobbyId))).toBe(false);
    expect(world.canSend(ana.id, world.channel(thread))).toBe(true);
  });

  test('a private thread is seen by its members and by who manages threads, by nobody else', async () => {
    const story = await aStory();
    const { control, world } = story.discord;
    const [ana, ben, mo] = [story.member('Ana'), story.member('Ben'), story.member('Mo')];
    const keepers = control.createRole(story.guildId, { name: 'keepers', permissions: ManageThreads });
    control.giveRole(story.guildId, mo.id, keepers);
    const id = control.createThread(story.lobbyId, {
      name: 'pair',
      ownerId: story.owner.id,
      private: true,
    });
    control.addToThread(id, ana.id);
    const thread = world.channel(id);
    expect([ana, ben, mo].map((person) => world.canView(person.id, thread))).toEqual([true, false, true]);
    expect(world.audience(thread)).toEqual([story.owner.id, ana.id, mo.id]);
  });

  test('being in a thread is worth nothing to who cannot see its channel', async () => {
    const story = await aStory();
    const { control, world } = story.discord;
    const ana = story.member('Ana');
    const id = control.createThread(story.lobbyId, {
      name: 'pair',
      ownerId: story.owner.id,
      private: true,
    });
    control.addToThread(id, ana.id);
    control.setOverwrite(story.lobbyId, { id: ana.id, deny: ViewChannel });
    expect(world.canView(ana.id, world.channel(id))).toBe(false);
  });

  test('who sees a channel is the same whether asked one by one or all at once, after every change', async () => {
    const story = await aStory();
    const { control, world } = story.discord;
    const people = ['Ana', 'Ben', 'Cem'].map((name) => story.member(name));
    const channel = world.channel(story.lobbyId);
    const role = control.createRole(story.guildId, { name: 'r', permissions: ManageMessages });
    const changes = [
      () => control.setOverwrite(story.lobbyId, { id: story.guildId, deny: ViewChannel }),
      () => control.setOverwrite(story.lobbyId, { id: role, allow: ViewChannel }),
      () => control.giveRole(story.guildId, people[0]!.id, role),
      () => control.giveRole(story.guildId, people[1]!.id, role),
      () => control.takeRole(story.guildId, people[0]!.id, role),
      () => control.leave(story.guildId, people[1]!.id),
      () => control.deleteRole(story.guildId, role),
      () => control.clearOverwrite(story.lobbyId, story.guildId),
    ];
    for (const change of changes) {
      change();
      const oneByOne = [story.owner, ...people]
        .map(({ id }) => id)
        .filter((id) => world.canView(id, channel));
      expect(world.audience(channel)).toEqual(oneByOne);
    }
  });
});
