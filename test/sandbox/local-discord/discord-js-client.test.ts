import { Client, Events, GatewayIntentBits as Intent } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { afterwards, aStory } from './worlds.ts';

describe('the unmodified discord.js client', () => {
  async function aClient() {
    const story = await aStory({ heartbeatIntervalMs: 60 }, { patienceMs: 8000 });
    const client = new Client({ intents: [Intent.Guilds], rest: { api: story.discord.apiUrl } });
    afterwards(() => client.destroy());
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(story.discord.token);
    await ready;
    return { story, client };
  }

  /** The names of the channels that the client hears of from now on, up to and with `last`. */
  function hearsUpTo(client: Client, last: string): Promise<string[]> {
    const heard: string[] = [];
    return new Promise((resolve) => {
      client.on(Events.ChannelCreate, ({ name }) => {
        heard.push(name);
        if (name === last) resolve(heard);
      });
    });
  }

  test('logs in, has the guild whole, and is heard to beat', async () => {
    const { story, client } = await aClient();
    const guild = client.guilds.cache.get(story.guildId);
    expect(guild?.channels.cache.get(story.lobbyId)?.name).toBe('lobby');
    expect(guild?.members.me?.permissions.has('ManageThreads')).toBe(true);
    expect(client.application?.id).toBe(story.discord.applicationId);
  });

  test('resumes after a dropped socket and loses no event', async () => {
    const { story, client } = await aClient();
    const { discord } = story;
    const heard = hearsUpTo(client, 'c');
    discord.faults.dropGateway(4000);
    for (const name of ['a', 'b', 'c']) discord.control.createChannel(story.guildId, { name });
    expect(await heard).toEqual(['a', 'b', 'c']);
    expect(discord.log.of('gateway').some(({ what }) => what.startsWith('resumed'))).toBe(true);
  });

  test('reconnects when asked to, and resumes', async () => {
    const { story, client } = await aClient();
    const heard = hearsUpTo(client, 'after');
    story.discord.faults.askToReconnect();
    await story.until('a resume', () =>
      story.discord.log.of('gateway').find(({ what }) => what.startsWith('resumed')),
    );
    story.discord.control.createChannel(story.guildId, { name: 'after' });
    expect(await heard).toEqual(['after']);
  });

  test('notices a zombie connection and comes back', async () => {
    const { story, client } = await aClient();
    const { discord } = story;
    const heard = hearsUpTo(client, 'alive');
    discord.faults.stopHeartbeatAcks();
    await story.until('the client was to give the zombie up', () =>
      discord.log.of('gateway').find(({ what }) => what.startsWith('closed with')),
    );
    discord.faults.resumeHeartbeatAcks();
    discord.control.createChannel(story.guildId, { name: 'alive' });
    expect(await heard).toEqual(['alive']);
  });

  test('is cut off, in an outage, and back when it ends', async () => {
    const { story, client } = await aClient();
    const { discord } = story;
    const heard = hearsUpTo(client, 'meanwhile');
    discord.faults.startOutage();
    discord.control.createChannel(story.guildId, { name: 'meanwhile' });
    discord.faults.endOutage();
    expect(await heard).toEqual(['meanwhile']);
  });

  test('identifies anew when its session is void', async () => {
    const { story, client } = await aClient();
    const before = story.discord.log.last;
    // The client waits five seconds between two identifies, by itself.
    const again = new Promise((resolve) => client.once(Events.ShardReady, resolve));
    story.discord.faults.invalidateSessions(false);
    await again;
    const happened = story.discord.log.of('gateway', before).map(({ what }) => what.split(' ')[0]);
    expect(happened).toEqual(['closed', 'identified']);
  });
});
