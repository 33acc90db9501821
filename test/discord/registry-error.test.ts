import { expect, it } from 'vitest';
import { startLocalDiscord } from '#sandbox/local-discord/local-discord';
import { createCustomIds } from '#discord/custom-ids';
import { startGateway } from '#discord/start-gateway';
import { aFakeApp, aLogger } from './fake-app.ts';

it('a list of commands that Discord refuses is told and logged, and the bot goes on', async () => {
  const discord = await startLocalDiscord();
  discord.faults.inject({ route: 'PUT /applications/:application/commands', does: 'error', status: 400 });
  const { logger, lines } = aLogger();
  let told: (error: unknown) => void = () => {};
  const registryError = new Promise((resolve) => {
    told = resolve;
  });
  const gateway = await startGateway({
    app: aFakeApp().app,
    token: discord.token,
    apiUrl: discord.apiUrl,
    customIds: createCustomIds([{ id: 'test', key: Buffer.alloc(32, 7) }]),
    logger,
    now: () => new Date(),
    onRegistryError: told,
  });
  try {
    await expect(registryError).resolves.toMatchObject({ status: 400 });
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: expect.objectContaining({ where: 'register everywhere' }),
      }),
    );
    expect(gateway.client.isReady()).toBe(true);
  } finally {
    await gateway.stop();
    await discord.stop();
  }
});
