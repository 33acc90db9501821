import type { PermissionCheck } from '#use-cases/ports/announcer';
import { grammarOf } from '../grammar.ts';

const { count } = grammarOf('en');

/** The names under which Discord's settings list the permissions the bot needs, and what each is for. */
const permissions = {
  'view-channel': { name: 'View Channels', why: 'to see the lobby' },
  'send-messages': { name: 'Send Messages', why: 'to post the joining panel and notices' },
  'send-messages-in-threads': { name: 'Send Messages in Threads', why: 'to speak in partner threads' },
  'create-private-threads': { name: 'Create Private Threads', why: 'to give each pair a thread of its own' },
  'manage-threads': { name: 'Manage Threads', why: 'to reopen and tidy away threads' },
  'manage-channels': { name: 'Manage Channels', why: 'to make the lobby and the circles category' },
  'embed-links': { name: 'Embed Links', why: 'to show cards and charts' },
  'attach-files': { name: 'Attach Files', why: 'to send calendar files and pictures' },
  'read-message-history': { name: 'Read Message History', why: 'to find its own earlier messages' },
  'pin-messages': { name: 'Pin Messages', why: 'to pin your agreement in the thread' },
} satisfies Record<PermissionCheck['permission'], { name: string; why: string }>;

/** For admins: setting up and checking. */
export const setup = {
  permissions,
  started: (lobby: string | null) =>
    lobby
      ? `Ready. The joining panel is in ${lobby}, and people can start to join.`
      : 'Ready. I am opening the lobby now; the joining panel appears in it in a moment.',
  again: (lobby: string | null) =>
    lobby
      ? `Everything was in place already, and your choices are saved. The lobby is ${lobby}.`
      : 'Your choices are saved. I am opening the lobby again; it appears in a moment.',
  next: 'Next: check that I have the permissions I need, tell people about the lobby, and run a first round with `/match preview` when a few have joined.',
  checkTitle: 'Permissions',
  allGood: 'Everything I need is granted. There is nothing to do.',
  missing: (n: number) =>
    `${count(n, { one: 'permission is', other: 'permissions are' })} still to grant. Here is how:`,
  granted: (name: string, where: string, why: string) => `✅ **${name}**, ${where}: granted, ${why}`,
  toGrant: (name: string, where: string, why: string) => `➡️ **${name}**, ${where}: to grant, ${why}`,
  where: { server: 'in the server', lobby: 'in the lobby' } satisfies Record<
    PermissionCheck['where'],
    string
  >,
  how: {
    server: (names: string) =>
      `In the server: open Server Settings, then Roles, choose my role, and under Permissions turn on ${names}.`,
    lobby: (names: string) =>
      `In the lobby: open Edit Channel, then Permissions, add my role under Advanced permissions, and allow ${names}.`,
  } satisfies Record<PermissionCheck['where'], (names: string) => string>,
  thenAgain: 'Then check again; whatever was waiting arrives by itself.',
};
