import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '#sandbox/chromium';
import { createMessage } from '#sandbox/local-discord/world/message-changes';
import { NEEDS_CHROMIUM, withDemo } from './with-demo.ts';

const LONG = 'wörd '.repeat(800);

/** Texts that would do something, break something or hide something on a careless page. */
const TEXTS: Record<string, string> = {
  'a script': '<script>document.title = "owned"</script>',
  'a picture with a handler': '<img src=x onerror="document.title=\'owned\'">',
  'a frame': '<iframe srcdoc="<script>parent.document.title=\'owned\'</script>"></iframe>',
  'a masked script link': '[harmless](javascript:document.title=`owned`)',
  'a masked data link': '[harmless](data:text/html,<script>alert(1)</script>)',
  'a link that breaks out': '[x](https://example.org/"onmouseover="document.title=1)',
  'an entity': '&lt;b&gt; &amp;#x3C;script&#x3E;',
  'right to left': '\u202Etxet desrever\u202C and \u2067isolated',
  'unclosed marks': '**bold *both _under ~~gone ||hidden `code ``` [link](',
  'nested marks': '**__~~||*_deep_*||~~__**'.repeat(20),
  'many stars': '*'.repeat(4_000),
  'many brackets': '['.repeat(2_000) + ']('.repeat(1_000),
  '4,000 characters': LONG.slice(0, 4_000),
  'one long word': 'x'.repeat(4_000),
  'a far time': '<t:9999999999999:R> <t:-8640000000001:F>',
  'a strange mention': '<@999999999999999999> <@&999999999999999999> <#999999999999999999>',
};

describe.skipIf(CHROMIUM === null)(`content that means harm${NEEDS_CHROMIUM}`, () => {
  const here = withDemo();
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    page = await here.browser.newPage({ viewport: { width: 800, height: 700 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  }, 60_000);

  test('is shown as text, in posts, in components and in names', { timeout: 120_000 }, async () => {
    const { world, control } = here.demo.town.discord;
    const { generalId, guildId, accounts } = here.demo.remembered;
    const channel = world.channel(generalId);
    const amara = accounts['amara'] ?? '';
    for (const text of Object.values(TEXTS)) {
      createMessage(world, channel, { authorId: amara, content: text });
      createMessage(world, channel, {
        authorId: world.botId,
        flags: MessageFlags.IsComponentsV2,
        components: [
          {
            type: ComponentType.Container,
            components: [
              { type: ComponentType.TextDisplay, content: text },
              {
                type: ComponentType.ActionRow,
                components: [
                  {
                    type: ComponentType.Button,
                    style: 2,
                    custom_id: `x${text.length}`,
                    label: text.slice(0, 80),
                  },
                ],
              },
            ],
          },
        ],
      });
    }
    control.renameChannel(control.createChannel(guildId, { name: 'x' }), '<b onclick="alert(1)">bold</b>');
    await page.goto(`${here.demo.url}/?as=olive&at=${generalId}`);
    await expect
      .poll(() => page.locator('.message').count(), { timeout: 10_000 })
      .toBe(Object.keys(TEXTS).length * 2);

    expect(await page.title()).toBe('Alongside, the demo');
    expect(await page.locator('.page :is(script, iframe, object, embed, [onerror], [onclick])').count()).toBe(
      0,
    );
    expect(await page.locator('.messages img').count()).toBe(0);
    const links = await page
      .locator('.messages a')
      .evaluateAll((found) => found.map((a) => a.getAttribute('href')));
    for (const link of links) expect(link).toMatch(/^https?:\/\//);
    const text = (await page.locator('.messages').textContent()) ?? '';
    for (const kind of ['a script', 'a picture with a handler', 'an entity'])
      expect(text).toContain(TEXTS[kind]);
    expect(await page.locator('[data-unknown]').count()).toBe(0);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  test('does not run from a file either', { timeout: 60_000 }, async () => {
    const { guildId, accounts } = here.demo.remembered;
    const filesId = here.demo.town.discord.control.createChannel(guildId, { name: 'files' });
    const script = Buffer.from('<script>parent.document.title = "owned"</script>').toString('base64');
    here.demo.stage.post(accounts['amara'] ?? '', filesId, {
      content: '',
      replyTo: null,
      files: [
        { name: 'page.html', type: 'text/html', data: script },
        { name: 'drawing.svg', type: 'image/svg+xml', data: script },
      ],
    });
    await page.goto(`${here.demo.url}/?as=olive&at=${filesId}`);
    const files = page.locator('.file a');
    await files.last().waitFor();
    for (const link of await files.all()) {
      const answer = await page.request.get(
        new URL((await link.getAttribute('href')) ?? '', here.demo.url).href,
      );
      expect(answer.headers()).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'x-content-type-options': 'nosniff',
      });
    }
  });
});
