import {
  AttachmentBuilder,
  ChannelType,
  Client,
  ContainerBuilder,
  EmbedBuilder,
  Events,
  GatewayIntentBits as Intent,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  MessageFlags,
  OverwriteType,
  PermissionFlagsBits,
  TextDisplayBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { afterwards, aStory } from './worlds.ts';

test('discord.js does everything a circle needs, by its own verbs, and is understood', async () => {
  const story = await aStory();
  const { discord, guildId } = story;
  const ana = story.member('Ana');
  const client = new Client({
    intents: [Intent.Guilds, Intent.GuildMessages, Intent.DirectMessages, Intent.GuildScheduledEvents],
    rest: { api: discord.apiUrl },
  });
  afterwards(() => client.destroy());
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  const guild = await client.guilds.fetch(guildId);
  const member = await guild.members.fetch(ana.id);
  expect(member.displayName).toBe('Ana');

  const role = await guild.roles.create({ name: 'circle', permissions: [] });
  await member.roles.add(role);
  expect(discord.world.guild(guildId).members.get(ana.id)?.roles.has(role.id)).toBe(true);

  const category = await guild.channels.create({ name: 'Circles', type: ChannelType.GuildCategory });
  const room = await guild.channels.create({
    name: 'circle one',
    parent: category,
    permissionOverwrites: [
      { id: guildId, type: OverwriteType.Role, deny: [PermissionFlagsBits.ViewChannel] },
      { id: role.id, type: OverwriteType.Role, allow: [PermissionFlagsBits.ViewChannel] },
      { id: discord.applicationId, type: OverwriteType.Member, allow: [PermissionFlagsBits.ViewChannel] },
    ],
  });
  await ana.finds('circle-one');
  await room.permissionOverwrites.edit(ana.id, { SendMessages: false });
  expect(() => ana.posts('hello')).toThrow('cannot write here');
  await room.permissionOverwrites.delete(ana.id);
  ana.posts('hello');

  const text = new TextDisplayBuilder().setContent('The charter');
  const charter = await room.send({
    flags: MessageFlags.IsComponentsV2,
    components: [new ContainerBuilder().addTextDisplayComponents(text)],
    nonce: 'row-1',
    enforceNonce: true,
  });
  await charter.pin();
  const pins = await room.messages.fetchPins();
  expect(pins.items.map(({ message }) => message.id)).toEqual([charter.id]);
  await charter.unpin();
  await charter.react('🌱');
  const picture = await room.send({
    content: `<@${ana.id}>`,
    embeds: [new EmbedBuilder().setTitle('Scorecard').setDescription('19% to 25%')],
    files: [new AttachmentBuilder(Buffer.from('png'), { name: 'score.png', description: 'a rising line' })],
    allowedMentions: { users: [ana.id] },
    reply: { messageReference: charter },
  });
  expect(picture.attachments.first()?.description).toBe('a rising line');
  await ana.isPinged('Scorecard');
  await picture.edit({ content: 'updated', attachments: [] });
  expect((await room.messages.fetch({ limit: 5 })).size).toBeGreaterThan(3);

  const week = await charter.startThread({ name: 'week 1' });
  await week.send('How was it?');
  const pair = await room.threads.create({
    name: 'pair',
    type: ChannelType.PrivateThread,
    invitable: false,
    autoArchiveDuration: 10_080,
  });
  await pair.members.add(ana.id);
  expect((await pair.members.fetch(ana.id)).id).toBe(ana.id);
  await pair.send('Welcome');
  await ana.sees('Welcome');
  await pair.setArchived(true);
  await pair.setArchived(false);
  await pair.setLocked(true);
  const active = await guild.channels.fetchActiveThreads();
  expect([...active.threads.values()].map(({ name }) => name).sort()).toEqual(['pair', 'week 1']);
  await week.setArchived(true);
  expect((await room.threads.fetchArchived()).threads.map(({ name }) => name)).toEqual(['week 1']);

  const event = await guild.scheduledEvents.create({
    name: 'Hot seat',
    privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
    entityType: GuildScheduledEventEntityType.External,
    entityMetadata: { location: 'the thread' },
    scheduledStartTime: '2031-01-01T10:00:00Z',
    scheduledEndTime: '2031-01-01T11:00:00Z',
  });
  await event.delete();

  const direct = await (await client.users.fetch(ana.id)).send('See you');
  await ana.isPinged('See you');
  await direct.delete();
  const two = [await room.send('a'), await room.send('b')];
  await room.bulkDelete(two);
  await picture.delete();
  await pair.delete();
  await room.delete();
  await role.delete();

  await story.settles();
  story.nothingWentWrong();
});
