import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { GuildId } from '#domain/ids';
import { actorOf, type Speaker } from '#discord/actor-of';

const HERE = '100' as GuildId;
const ELSEWHERE = '200' as GuildId;

const inServer: Speaker = {
  guildId: HERE,
  channelId: '300',
  locale: 'de',
  user: { id: '7' },
  guild: { ownerId: '1' },
  member: { roles: ['11', '12'] },
  memberPermissions: new PermissionsBitField(PermissionFlagsBits.SendMessages),
};
const inDm: Speaker = {
  guildId: null,
  channelId: '301',
  locale: 'en-GB',
  user: { id: '7' },
  memberPermissions: null,
};

describe('who asks', () => {
  it('is taken from the interaction in a server', () => {
    expect(actorOf(inServer).unwrap()).toEqual({
      guild: HERE,
      user: '7',
      locale: 'de',
      manages: false,
      roles: ['11', '12'],
      channel: '300',
    });
  });

  it.each([
    ['Manage Server', PermissionFlagsBits.ManageGuild],
    ['Administrator', PermissionFlagsBits.Administrator],
  ])('manages with %s', (_name, flag) => {
    const speaker = { ...inServer, memberPermissions: new PermissionsBitField(flag) };
    expect(actorOf(speaker).unwrap().manages).toBe(true);
  });

  it('manages as the owner', () => {
    expect(actorOf({ ...inServer, guild: { ownerId: '7' } }).unwrap().manages).toBe(true);
  });

  it('reads the roles of a cached member, without the one that everyone has', () => {
    const member = {
      roles: {
        cache: new Map([
          [HERE, {}],
          ['11', {}],
        ]),
      },
    };
    expect(actorOf({ ...inServer, member }).unwrap().roles).toEqual(['11']);
  });

  it('belongs in a DM to the server that the button names, without any rights there', () => {
    const actor = actorOf({ ...inDm, member: { roles: ['11'] } }, ELSEWHERE).unwrap();
    expect(actor).toMatchObject({ guild: ELSEWHERE, manages: false, roles: [], channel: '301' });
  });

  it('has no server for a command in a DM', () => {
    expect(actorOf(inDm).unwrapErr()).toEqual({ kind: 'only-in-server' });
  });

  it('may not use a button of another server', () => {
    expect(actorOf(inServer, ELSEWHERE).unwrapErr()).toEqual({ kind: 'not-for-you' });
  });
});
