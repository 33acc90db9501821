import { MessageFlags } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { ROUTE_KEYS } from '#sandbox/local-discord/rest/route-table';
import { BareBot, button } from './a-bot.ts';
import { ask } from './as-bot.ts';
import { aStory } from './worlds.ts';

const EVENT = {
  name: 'Hot seat',
  privacy_level: 2,
  scheduled_start_time: '2031-01-01T10:00:00Z',
  scheduled_end_time: '2031-01-01T11:00:00Z',
  entity_type: 3,
  entity_metadata: { location: 'the thread' },
};
const EVERY_COMPONENT = [
  {
    type: 17,
    components: [
      { type: 10, content: '# Title' },
      { type: 14 },
      {
        type: 9,
        components: [{ type: 10, content: 'beside' }],
        accessory: { type: 11, media: { url: 'attachment://a.png' } },
      },
      { type: 12, items: [{ media: { url: 'attachment://a.png' } }] },
      button('go', 'Go', { emoji: { name: '🌱' } }),
      {
        type: 1,
        components: [{ type: 3, custom_id: 's', options: [{ label: 'A', value: 'a' }] }],
      },
      ...[5, 6, 7, 8].map((type) => ({ type: 1, components: [{ type, custom_id: `m${type}` }] })),
    ],
  },
  { type: 13, file: { url: 'attachment://a.png' } },
];

test('whatever this Discord answers, on any route, is what Discord’s own API description promises', async () => {
  const story = await aStory({ privilegedIntents: 1 << 1, rateLimits: { globalPerSecond: 1000 } });
  const { discord, guildId, lobbyId } = story;
  const ana = story.member('Ana');
  const app = discord.applicationId;
  const guild = `/guilds/${guildId}`;
  const channel = `/channels/${lobbyId}`;
  const globalCommands = `/applications/${app}/commands`;
  const guildCommands = `/applications/${app}${guild}/commands`;
  const checkin = { name: 'checkin', description: 'x' };
  const bot = await BareBot.start(discord, [checkin]);
  const did = async (method: string, path: string, body?: unknown) => {
    const answer = await ask(discord, method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };

  for (const path of ['/gateway', '/gateway/bot', '/applications/@me', '/oauth2/applications/@me'])
    await did('GET', path);
  await did('GET', '/users/@me');
  await did('GET', `/users/${ana.id}`);
  const conversation = await did('POST', '/users/@me/channels', { recipient_id: ana.id });
  await did('GET', `/channels/${conversation}`);
  await did('POST', `/channels/${conversation}/messages`, { content: 'hello' });

  for (const commands of [globalCommands, guildCommands]) {
    await did('PUT', commands, [checkin, { name: 'Count as check-in', type: 3 }]);
    const goal = await did('POST', commands, { name: 'goal', description: 'x' });
    await did('GET', commands);
    await did('GET', `${commands}?with_localizations=true`);
    await did('GET', `${commands}/${goal}`);
    await did('PATCH', `${commands}/${goal}`, { description: 'y' });
    await did('DELETE', `${commands}/${goal}`);
  }

  for (const path of [guild, `${guild}?with_counts=true`, `${guild}/channels`, `${guild}/roles`])
    await did('GET', path);
  await did('GET', `${guild}/members?limit=10`);
  await did('GET', `${guild}/members/${ana.id}`);
  await did('PATCH', `${guild}/members/@me`, { nick: 'helper' });
  const role = await did('POST', `${guild}/roles`, { name: 'circle', permissions: '0' });
  await did('GET', `${guild}/roles/${role}`);
  await did('PATCH', `${guild}/roles/${role}`, { name: 'circle 1' });
  await did('PUT', `${guild}/members/${ana.id}/roles/${role}`);
  discord.control.setBotPermissions(guildId, 8n);
  await did('PATCH', `${guild}/members/${ana.id}`, { nick: 'Annie' });
  await did('DELETE', `${guild}/members/${ana.id}/roles/${role}`);
  await did('DELETE', `${guild}/roles/${role}`);
  const event = await did('POST', `${guild}/scheduled-events`, EVENT);
  await did('GET', `${guild}/scheduled-events`);
  await did('GET', `${guild}/scheduled-events/${event}`);
  await did('PATCH', `${guild}/scheduled-events/${event}`, { name: 'Later' });
  await did('DELETE', `${guild}/scheduled-events/${event}`);

  const category = await did('POST', `${guild}/channels`, { name: 'Circles', type: 4 });
  const voice = await did('POST', `${guild}/channels`, { name: 'Talk', type: 2, parent_id: category });
  await did('PATCH', `/channels/${voice}`, { name: 'Talks' });
  await did('PATCH', channel, { topic: 'hello' });
  await did('PUT', `${channel}/permissions/${ana.id}`, { type: 1, allow: '1024' });
  await did('GET', channel);
  await did('DELETE', `${channel}/permissions/${ana.id}`);
  await did('DELETE', `/channels/${voice}`);

  const form = new FormData();
  form.append(
    'payload_json',
    JSON.stringify({ flags: MessageFlags.IsComponentsV2, components: EVERY_COMPONENT }),
  );
  form.append('files[0]', new Blob(['x'], { type: 'image/png' }), 'a.png');
  const whole = await did('POST', `${channel}/messages`, form);
  const said = await did('POST', `${channel}/messages`, {
    content: `<@${ana.id}>`,
    embeds: [{ title: 'T', description: 'D', fields: [{ name: 'n', value: 'v' }] }],
    message_reference: { message_id: whole },
    nonce: 'n',
  });
  await did('PATCH', `${channel}/messages/${said}`, { content: 'edited' });
  await did('GET', `${channel}/messages/${said}`);
  await did('PUT', `${channel}/messages/${said}/reactions/${encodeURIComponent('🌱')}/@me`);
  await did('GET', `${channel}/messages?limit=10`);
  await did('DELETE', `${channel}/messages/${said}/reactions/${encodeURIComponent('🌱')}/@me`);
  for (const pins of [`${channel}/messages/pins`, `${channel}/pins`]) {
    await did('PUT', `${pins}/${said}`);
    await did('GET', pins);
    await did('DELETE', `${pins}/${said}`);
  }
  await did('POST', `${channel}/typing`);

  const thread = await did('POST', `${channel}/threads`, { name: 'pair', type: 12 });
  const fromMessage = await did('POST', `${channel}/messages/${said}/threads`, { name: 'week 1' });
  await did('PUT', `/channels/${thread}/thread-members/${ana.id}`);
  await did('PUT', `/channels/${fromMessage}/thread-members/@me`);
  await did('GET', `/channels/${thread}`);
  await did('GET', `/channels/${thread}/thread-members`);
  await did('GET', `/channels/${thread}/thread-members/@me`);
  await did('GET', `/channels/${thread}/thread-members/${ana.id}?with_member=true`);
  await did('POST', `/channels/${thread}/messages`, { content: 'hello' });
  await did('GET', `/channels/${thread}/messages`);
  await did('GET', `${channel}/messages/${said}`);
  await did('GET', `${guild}/threads/active`);
  await did('DELETE', `/channels/${thread}/thread-members/${ana.id}`);
  await did('DELETE', `/channels/${fromMessage}/thread-members/@me`);
  for (const id of [thread, fromMessage]) await did('PATCH', `/channels/${id}`, { archived: true });
  for (const kind of ['public', 'private']) await did('GET', `${channel}/threads/archived/${kind}`);
  const gone = await Promise.all(
    ['a', 'b'].map((content) => did('POST', `${channel}/messages`, { content })),
  );
  await did('POST', `${channel}/messages/bulk-delete`, { messages: gone });
  await did('DELETE', `${channel}/messages/${whole}`);

  for (const [type, data] of [
    [4, { content: 'x', components: [button('go', 'Go')] }],
    [5, {}],
    [
      9,
      {
        custom_id: 'f',
        title: 'F',
        components: [{ type: 18, label: 'L', component: { type: 4, custom_id: 'c', style: 1 } }],
      },
    ],
  ] as const) {
    const acting = ana.control.runs('/checkin');
    const interaction = await bot.next();
    await bot.answer(interaction, type, data, '?with_response=true');
    if (type === 9) continue;
    await bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'edited' });
    await bot.webhook(interaction, 'GET', '/messages/@original');
    const more = await bot.webhook(interaction, 'POST', '', { content: 'more' });
    await bot.webhook(interaction, 'GET', `/messages/${more.body.id}`);
    await bot.webhook(interaction, 'PATCH', `/messages/${more.body.id}`, { content: 'most' });
    await bot.webhook(interaction, 'DELETE', `/messages/${more.body.id}`);
    const outcome = await acting;
    if (type === 4 && outcome.kind === 'message')
      for (const callback of [6, 7]) {
        const click = ana.control.clicks(outcome.message.id, 'Go');
        const clicked = await bot.next();
        await bot.answer(clicked, callback, { content: 'updated' }, '?with_response=true');
        await bot.webhook(clicked, 'PATCH', '/messages/@original', { content: 'again' });
        await click;
      }
    await bot.webhook(interaction, 'DELETE', '/messages/@original');
  }
  await did('DELETE', `/channels/${thread}`);
  await did('DELETE', `/users/@me/guilds/${guildId}`);

  story.nothingWentWrong();
  const used = new Set(discord.log.of('request').map(({ route }) => route));
  expect(ROUTE_KEYS.filter((key) => !used.has(key))).toEqual([]);
});
