import { describe, expect, test } from 'vitest';
import { freezeWorld, thawWorld } from '#sandbox/demo/world-file';
import { startLocalDiscord } from '#sandbox/local-discord/local-discord';
import { createMessage } from '#sandbox/local-discord/world/message-changes';

describe('a world in a file', () => {
  test('is the same world when it is read again, but for the token of its bot', async () => {
    const first = await startLocalDiscord({ seed: 3 });
    const second = await startLocalDiscord({ seed: 4 });
    try {
      const { control, world } = first;
      const olive = control.createPerson({ name: 'Olive' });
      const amara = control.createPerson({ name: 'Amara', dmsOpen: false });
      const guildId = control.createGuild({ name: 'Studio', ownerId: olive });
      control.join(guildId, amara);
      const channelId = control.createChannel(guildId, {
        name: 'quiet',
        overwrites: [{ id: guildId, deny: 1024n }],
      });
      const threadId = control.createThread(channelId, { name: 'two', ownerId: olive, private: true });
      const dm = control.person(amara).createsDm();
      control.person(olive).posts(threadId, `hello <@${amara}>`);
      createMessage(world, world.channel(dm), {
        authorId: amara,
        attachments: [
          {
            id: '1',
            filename: 'a.bin',
            size: 3,
            url: 'x',
            proxy_url: 'x',
            bytes: new Uint8Array([0, 255, 7]),
          },
        ],
      });
      const frozen = freezeWorld(world);

      thawWorld(second.world, frozen);
      expect(freezeWorld(second.world)).toBe(frozen);
      expect(second.world.botId).toBe(world.botId);
      expect(second.world.application.token).not.toBe(world.application.token);
      expect(second.world.directConversation(amara, world.botId)?.id).toBe(dm);
      expect(second.control.person(olive).sees(threadId).at(-1)?.content).toBe(`hello <@${amara}>`);
      expect(second.world.canView(amara, second.world.channel(channelId))).toBe(false);
      const [file] = [...second.world.channel(dm).messages.values()][0]?.attachments ?? [];
      expect([...(file?.bytes ?? [])]).toEqual([0, 255, 7]);
    } finally {
      await first.stop();
      await second.stop();
    }
  });
});
