import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  type ChatInputCommandInteraction,
  Client,
  type ClientUser,
  ContainerBuilder,
  ContextMenuCommandBuilder,
  ApplicationCommandType,
  EmbedBuilder,
  type Guild,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  SectionBuilder,
  SeparatorBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  type TextChannel,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  ThumbnailBuilder,
} from 'discord.js';
import { beforeEach, expect, test } from 'vitest';
import { checkRequest, type Request } from '#sandbox/local-discord/rules/check-request';
import { complaintsOf } from './payloads.ts';

const guildId = '1001';
const channelId = '1002';
const userId = '1003';
const applicationId = '1004';

/** What the client put on the wire, as the server would hand it to the rules. */
const sent: Request[] = [];

const templates: [RegExp, string][] = [
  [/^POST \/channels\/\d+\/messages$/, 'POST /channels/:channel/messages'],
  [/^PATCH \/channels\/\d+\/messages\/\d+$/, 'PATCH /channels/:channel/messages/:message'],
  [/^POST \/channels\/\d+\/messages\/bulk-delete$/, 'POST /channels/:channel/messages/bulk-delete'],
  [/^POST \/channels\/\d+\/messages\/\d+\/threads$/, 'POST /channels/:channel/messages/:message/threads'],
  [/^POST \/channels\/\d+\/threads$/, 'POST /channels/:channel/threads'],
  [/^PATCH \/channels\/\d+$/, 'PATCH /channels/:channel'],
  [/^PUT \/channels\/\d+\/permissions\/\d+$/, 'PUT /channels/:channel/permissions/:overwrite'],
  [/^POST \/guilds\/\d+\/channels$/, 'POST /guilds/:guild/channels'],
  [/^POST \/guilds\/\d+\/roles$/, 'POST /guilds/:guild/roles'],
  [/^POST \/guilds\/\d+\/scheduled-events$/, 'POST /guilds/:guild/scheduled-events'],
  [/^PUT \/applications\/\d+\/commands$/, 'PUT /applications/:application/commands'],
  [/^POST \/interactions\/\d+\/\w+\/callback$/, 'POST /interactions/:interaction/:token/callback'],
  [/^POST \/webhooks\/\d+\/\w+$/, 'POST /webhooks/:application/:token'],
  [
    /^PATCH \/webhooks\/\d+\/\w+\/messages\/(%40|@)original$/,
    'PATCH /webhooks/:application/:token/messages/@original',
  ],
  [/^PATCH \/guilds\/\d+\/scheduled-events\/\d+$/, 'PATCH /guilds/:guild/scheduled-events/:event'],
  [/^GET \/channels\/\d+\/messages$/, 'GET /channels/:channel/messages'],
];

const author = { id: userId, username: 'alongside', discriminator: '0', avatar: null, global_name: null };
const messageJson = {
  id: '1010',
  channel_id: channelId,
  author,
  content: '',
  timestamp: '2026-09-01T00:00:00.000Z',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
  type: 0,
};
const channelJson = { id: channelId, guild_id: guildId, type: 0, name: 'circle', permission_overwrites: [] };

function answerTo(key: string): unknown {
  if (key.includes('/threads')) {
    return { ...channelJson, id: '1011', type: 11, parent_id: channelId, owner_id: userId };
  }
  if (/^(POST|PATCH) \/guilds\/\d+\/scheduled-events/.test(key)) return { id: '1012', guild_id: guildId };
  if (key.endsWith('/roles')) return { id: '1013', name: 'a', permissions: '0', color: 0, colors: {} };
  if (/^POST \/guilds\/\d+\/channels$/.test(key) || /^PATCH \/channels\/\d+$/.test(key)) return channelJson;
  return key.startsWith('GET') || key.startsWith('PUT') ? [] : messageJson;
}

async function record(url: string, init: RequestInit): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const path = pathname.replace(/^\/api\/v10/, '');
  const key = `${init.method} ${path}`;
  const route = templates.find(([pattern]) => pattern.test(key))?.[1] ?? key;
  const form = init.body instanceof FormData ? init.body : undefined;
  const files = [...(form?.entries() ?? [])].flatMap(([, value]) =>
    value instanceof Blob ? [{ name: (value as File).name, size: value.size }] : [],
  );
  const json = form ? form.get('payload_json') : init.body;
  const body: unknown = typeof json === 'string' ? JSON.parse(json) : undefined;
  const query = Object.fromEntries(searchParams);
  sent.push({ method: init.method ?? 'GET', route, path, query, body, files });
  return Response.json(answerTo(key));
}

/** The real client, with a wire that only records. */
function aClient(): Client {
  const client = new Client({
    intents: [],
    enforceNonce: true,
    allowedMentions: { parse: [], repliedUser: false },
    rest: { makeRequest: record as never },
  });
  client.token = 'token';
  client.rest.setToken('token');
  return client;
}

type Inner = {
  guilds: { _add(data: unknown): Guild };
  channels: { _add(data: unknown, guild: Guild): TextChannel };
  users: { _add(data: unknown): ClientUser };
  user: ClientUser;
  actions: { InteractionCreate: { handle(data: unknown): void } };
};

async function aCommand(client: Client): Promise<ChatInputCommandInteraction> {
  const arrived = new Promise<unknown>((resolve) => client.once('interactionCreate', resolve));
  (client as unknown as Inner).actions.InteractionCreate.handle({
    id: '1020',
    application_id: applicationId,
    type: 2,
    token: 'aW50ZXJhY3Rpb24',
    version: 1,
    user: author,
    channel: { id: channelId, type: 1 },
    channel_id: channelId,
    entitlements: [],
    authorizing_integration_owners: {},
    locale: 'en-US',
    data: { id: '1021', name: 'checkin', type: 1 },
  });
  return (await arrived) as ChatInputCommandInteraction;
}

let client: Client;
let channel: TextChannel;

beforeEach(() => {
  sent.length = 0;
  client = aClient();
  const inner = client as unknown as Inner;
  inner.user = inner.users._add(author);
  const guild = inner.guilds._add({ id: guildId, name: 'Circle', roles: [], channels: [] });
  channel = inner.channels._add(channelJson, guild);
});

function expectAccepted(count: number): void {
  expect(sent.map(({ route }) => route)).toHaveLength(count);
  for (const request of sent) {
    expect(templates.map(([, route]) => route)).toContain(request.route);
    const breach = checkRequest(request);
    expect({ route: request.route, breach, complaints: complaintsOf(breach) }).toEqual({
      route: request.route,
      breach: undefined,
      complaints: [],
    });
  }
}

const card = () =>
  new ContainerBuilder()
    .setAccentColor(0x5865f2)
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('# Week 3'))
    .addSeparatorComponents(new SeparatorBuilder())
    .addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(new TextDisplayBuilder().setContent('Goal'))
        .setThumbnailAccessory(new ThumbnailBuilder().setURL('attachment://chart.png')),
    )
    .addMediaGalleryComponents(
      new MediaGalleryBuilder().addItems({ media: { url: 'https://example.org/a.png' } }),
    )
    .addActionRowComponents(
      new ActionRowBuilder<ButtonBuilder>().addComponents(
        new ButtonBuilder().setCustomId('a').setStyle(ButtonStyle.Primary).setEmoji('🌱'),
        new ButtonBuilder().setURL('https://example.org').setStyle(ButtonStyle.Link).setLabel('Open'),
        new ButtonBuilder()
          .setCustomId('c')
          .setStyle(ButtonStyle.Danger)
          .setLabel('Leave')
          .setEmoji({ id: '81', name: 'leaf' }),
      ),
    );

test('what a channel sends through discord.js is accepted', async () => {
  await channel.send('Hello');
  const chart = new AttachmentBuilder(Buffer.from('png'), { name: 'chart.png', description: 'A chart' });
  await channel.send({ flags: MessageFlags.IsComponentsV2, components: [card()], files: [chart] });
  const embed = new EmbedBuilder()
    .setTitle('a')
    .setTimestamp(0)
    .setAuthor({ name: 'b' })
    .setFooter({ text: 'c' });
  const message = await channel.send({ content: 'a', embeds: [embed], allowedMentions: { users: [userId] } });
  await message.edit({ content: 'b', embeds: [], components: [], files: [], attachments: [] });
  await message.reply({ content: 'c', poll: undefined as never });
  await channel.send({
    poll: {
      question: { text: 'When?' },
      answers: [{ text: 'Monday' }, { text: 'Tuesday', emoji: '🌱' }],
      duration: 24,
      allowMultiselect: false,
    },
  });
  await message.startThread({ name: 'Ana and Ben', autoArchiveDuration: 10080 });
  await channel.threads.create({ name: 'Private', type: ChannelType.PrivateThread, invitable: false });
  await channel.messages.fetch({ limit: 100, before: '5' });
  await channel.edit({ name: 'circle-2', topic: 'Hello', rateLimitPerUser: 5 });
  await channel.permissionOverwrites.create(userId, { ViewChannel: true }, { type: 1 });
  expectAccepted(11);
});

test('what a guild sends through discord.js is accepted', async () => {
  const { guild } = channel;
  await guild.channels.create({
    name: 'circle-1',
    parent: null,
    permissionOverwrites: [{ id: guildId, type: 0, deny: ['ViewChannel'] }],
  });
  await guild.roles.create({ name: 'Peer', permissions: [], mentionable: false });
  const time = { scheduledStartTime: 1_800_000_000_000, scheduledEndTime: 1_800_003_600_000 };
  const privacyLevel = GuildScheduledEventPrivacyLevel.GuildOnly;
  await guild.scheduledEvents.create({
    ...time,
    name: 'Weekly circle',
    privacyLevel,
    entityType: GuildScheduledEventEntityType.External,
    entityMetadata: { location: 'Online' },
    recurrenceRule: { startAt: 1_800_000_000_000, frequency: 2, interval: 2, byWeekday: [2] },
  });
  const thread = await channel.threads.create({ name: 'Ana and Ben', type: ChannelType.PrivateThread });
  await thread.setArchived(true);
  await thread.edit({ name: 'Ana and Ben, week 2', locked: true, autoArchiveDuration: 1440 });
  await channel.setParent(null);
  await channel.bulkDelete(['5', '6']);
  await guild.scheduledEvents.edit('1012', { status: 2, name: 'Now', reason: 'It is time' });
  expectAccepted(9);
});

test('what an interaction sends through discord.js is accepted', async () => {
  await (await aCommand(client)).reply({ content: 'Only you', flags: MessageFlags.Ephemeral });
  await (await aCommand(client)).reply({
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    components: [new TextDisplayBuilder().setContent('Hello')],
  });
  const deferred = await aCommand(client);
  await deferred.deferReply({ flags: MessageFlags.Ephemeral });
  await deferred.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: [new TextDisplayBuilder().setContent('Hello')],
  });
  await deferred.followUp({ content: 'Later', flags: MessageFlags.Ephemeral });
  const select = new StringSelectMenuBuilder()
    .setCustomId('mood')
    .setOptions({ label: 'Good', value: 'good', emoji: '🌱' });
  await (await aCommand(client)).showModal(
    new ModalBuilder()
      .setCustomId('form')
      .setTitle('Check-in')
      .addTextDisplayComponents(new TextDisplayBuilder().setContent('Take your time.'))
      .addLabelComponents(
        new LabelBuilder()
          .setLabel('Goal')
          .setDescription('In a word')
          .setTextInputComponent(
            new TextInputBuilder().setCustomId('goal').setStyle(TextInputStyle.Paragraph).setRequired(false),
          ),
        new LabelBuilder().setLabel('Mood').setStringSelectMenuComponent(select),
      ),
  );
  expectAccepted(6);
});

test('the commands that discord.js builds are accepted', async () => {
  const built = new SlashCommandBuilder()
    .setName('goal')
    .setNameLocalizations({ de: 'ziel', fr: null })
    .setDescription('Your goal')
    .setDefaultMemberPermissions(32)
    .addSubcommand((sub) =>
      sub
        .setName('set')
        .setDescription('Set it')
        .addStringOption((text) =>
          text.setName('text').setDescription('Words').setRequired(true).setMaxLength(200),
        )
        .addIntegerOption((week) =>
          week.setName('week').setDescription('Week').addChoices({ name: 'First', value: 1 }),
        )
        .addStringOption((who) => who.setName('who').setDescription('Who').setAutocomplete(true)),
    );
  const menu = new ContextMenuCommandBuilder().setName('Invite').setType(ApplicationCommandType.User);
  const raw = {
    name: 'ping',
    description: 'Pong',
    nsfw: false,
    options: [{ type: ApplicationCommandOptionType.User as const, name: 'who', description: 'Who' }],
  };
  sent.push({
    method: 'PUT',
    route: 'PUT /applications/:application/commands',
    path: `/applications/${applicationId}/commands`,
    query: {},
    body: JSON.parse(JSON.stringify([built, menu, raw])),
    files: [],
  });
  expectAccepted(1);
});
