import { OverwriteType, PermissionFlagsBits as May } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { channelPermissions, serverPermissions } from '#discord/permissions';

const BOT = 'bot';
const SERVER = {
  id: 'everyone',
  owner_id: 'olive',
  roles: [
    { id: 'everyone', permissions: String(May.ViewChannel | May.SendMessages) },
    { id: 'helper', permissions: String(May.ManageThreads) },
    { id: 'boss', permissions: String(May.Administrator) },
  ],
};
const bot = (...roles: string[]) => ({ user: BOT, roles });
const overwrite = (id: string, type: OverwriteType, about: { allow?: bigint; deny?: bigint }) => ({
  id,
  type,
  allow: String(about.allow ?? 0n),
  deny: String(about.deny ?? 0n),
});
const has = (held: bigint, flag: bigint) => (held & flag) === flag;

describe('in a server somebody may', () => {
  it('what everyone and their roles may, and no more', () => {
    expect(serverPermissions(SERVER, bot('helper'))).toBe(
      May.ViewChannel | May.SendMessages | May.ManageThreads,
    );
  });

  it.each([
    ['the owner', { user: 'olive', roles: [] }],
    ['an administrator', bot('boss')],
  ])('everything as %s, whatever a channel says', (_who, who) => {
    const denied = [overwrite('everyone', OverwriteType.Role, { deny: May.ViewChannel })];
    expect(has(serverPermissions(SERVER, who), May.BanMembers)).toBe(true);
    expect(has(channelPermissions(SERVER, denied, who), May.BanMembers)).toBe(true);
  });
});

describe('in a channel', () => {
  it('a role’s permission stands above what everyone is denied, and one’s own above all roles', () => {
    const everyone = overwrite('everyone', OverwriteType.Role, { deny: May.SendMessages });
    const helper = overwrite('helper', OverwriteType.Role, { allow: May.SendMessages });
    const own = overwrite(BOT, OverwriteType.Member, { deny: May.SendMessages });
    const sends = (...overwrites: (typeof everyone)[]) =>
      has(channelPermissions(SERVER, overwrites, bot('helper')), May.SendMessages);
    expect([sends(everyone), sends(helper, everyone), sends(own, helper, everyone)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('one role that allows outweighs another that denies', () => {
    const roles = [
      overwrite('helper', OverwriteType.Role, { allow: May.PinMessages }),
      overwrite('other', OverwriteType.Role, { deny: May.PinMessages }),
    ];
    expect(has(channelPermissions(SERVER, roles, bot('helper', 'other')), May.PinMessages)).toBe(true);
  });

  it('nothing is possible where one cannot look', () => {
    const hidden = [overwrite('everyone', OverwriteType.Role, { deny: May.ViewChannel })];
    expect(channelPermissions(SERVER, hidden, bot('helper'))).toBe(0n);
  });
});
