import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { CHROMIUM } from '#sandbox/chromium';
import { createMessage } from '#sandbox/local-discord/world/message-changes';
import type { PageModal } from '#sandbox/web-client/protocol';
import { Visitor } from './visitor.ts';
import { NEEDS_CHROMIUM, withDemo } from './with-demo.ts';

/** One pixel. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const select = (type: number, name: string, more: object = {}) => ({
  type: ComponentType.ActionRow,
  components: [{ type, custom_id: name, placeholder: name, ...more }],
});

const layout = (picture: string, file: string): APIMessageTopLevelComponent[] =>
  [
    { type: ComponentType.TextDisplay, content: '# A title\nand a line' },
    {
      type: ComponentType.Section,
      components: [{ type: ComponentType.TextDisplay, content: 'beside a picture' }],
      accessory: { type: ComponentType.Thumbnail, media: { url: picture }, description: 'a dot' },
    },
    {
      type: ComponentType.Section,
      components: [{ type: ComponentType.TextDisplay, content: 'beside a button' }],
      accessory: { type: ComponentType.Button, style: 4, custom_id: 'danger', label: 'Careful' },
    },
    { type: ComponentType.MediaGallery, items: [{ media: { url: picture }, description: 'one dot' }] },
    { type: ComponentType.File, file: { url: file } },
    { type: ComponentType.Separator, divider: true, spacing: 2 },
    { type: ComponentType.Separator, divider: false },
    {
      type: ComponentType.Container,
      accent_color: 0xaa4477,
      components: [
        {
          type: ComponentType.ActionRow,
          components: [
            { type: ComponentType.Button, style: 1, custom_id: 'one', label: 'One' },
            { type: ComponentType.Button, style: 3, custom_id: 'two', label: 'Two', disabled: true },
            { type: ComponentType.Button, style: 5, url: 'https://example.org/', label: 'Elsewhere' },
            {
              type: ComponentType.Button,
              style: 2,
              custom_id: 'three',
              emoji: { name: '🌱' },
              label: 'Three',
            },
          ],
        },
        select(ComponentType.StringSelect, 'words', {
          min_values: 1,
          max_values: 2,
          options: ['a', 'b', 'c'].map((value) => ({ value, label: `word ${value}` })),
        }),
        select(ComponentType.UserSelect, 'people'),
        select(ComponentType.RoleSelect, 'roles'),
        select(ComponentType.MentionableSelect, 'people or roles'),
        select(ComponentType.ChannelSelect, 'channels'),
      ],
    },
  ] as unknown as APIMessageTopLevelComponent[];

const field = (type: number, label: string, more: object = {}) => ({
  customId: label,
  label,
  description: `about ${label}`,
  type,
  required: false,
  placeholder: 'choose',
  value: '',
  paragraph: false,
  minLength: 0,
  maxLength: 100,
  minValues: 1,
  maxValues: 1,
  options: [],
  channelTypes: [],
  ...more,
});
const OPTIONS = ['x', 'y', 'z'].map((value) => ({
  value,
  label: `choice ${value}`,
  description: '',
  default: false,
}));

const FORM: PageModal = {
  interactionId: '1',
  customId: 'all',
  title: 'Every field',
  text: 'Some **words** first.',
  suggested: null,
  fields: [
    field(ComponentType.TextInput, 'short'),
    field(ComponentType.TextInput, 'long', { paragraph: true }),
    field(ComponentType.StringSelect, 'one word', { options: OPTIONS }),
    field(ComponentType.StringSelect, 'many words', { options: OPTIONS, maxValues: 2 }),
    field(ComponentType.UserSelect, 'somebody'),
    field(ComponentType.RoleSelect, 'some role'),
    field(ComponentType.MentionableSelect, 'somebody or a role', { maxValues: 3 }),
    field(ComponentType.ChannelSelect, 'some channel'),
    field(ComponentType.RadioGroup, 'one of these', { options: OPTIONS }),
    field(ComponentType.CheckboxGroup, 'some of these', { options: OPTIONS, maxValues: 3 }),
    field(ComponentType.Checkbox, 'a tick'),
  ],
};

describe.skipIf(CHROMIUM === null)(`components${NEEDS_CHROMIUM}`, () => {
  const here = withDemo();

  test('of every kind are shown, chosen from and sent', { timeout: 120_000 }, async () => {
    const { demo, browser } = here;
    const { world } = demo.town.discord;
    const { generalId, accounts } = demo.remembered;
    const channel = world.channel(generalId);
    const amara = accounts['amara'] ?? '';
    demo.stage.post(amara, generalId, {
      content: '',
      replyTo: null,
      files: [
        { name: 'dot.png', type: 'image/png', data: PICTURE },
        { name: 'list.txt', type: 'text/plain', data: 'YQ==' },
      ],
    });
    const [picture, file] = [...channel.messages.values()].at(-1)?.attachments ?? [];
    createMessage(world, channel, {
      authorId: world.botId,
      flags: MessageFlags.IsComponentsV2,
      components: layout(picture?.url ?? '', file?.url ?? ''),
    });
    const visitor = await Visitor.arrives(browser, `${demo.url}/?as=olive&at=${generalId}`);
    const { page } = visitor;
    await page.getByText('beside a button').waitFor();
    expect(await page.locator('[data-unknown]').count()).toBe(0);
    for (const image of await page.getByRole('img').all())
      await expect
        .poll(() => image.evaluate((seen) => (seen as unknown as { naturalWidth: number }).naturalWidth))
        .toBe(1);
    await visitor.findsNothingInTheWay('every component');

    const sent: { call: string; args: unknown[] }[] = [];
    await page.route('**/control', async (route) => {
      const asked = route.request().postDataJSON() as { call: string; args: unknown[] };
      sent.push(asked);
      const form = asked.call === 'clicks' ? { kind: 'modal', modal: FORM } : { kind: 'done' };
      await route.fulfill({ json: { result: form } });
    });
    const picks = async (menu: string, ...options: string[]): Promise<void> => {
      await page.getByRole('button', { name: menu, exact: true }).click();
      for (const option of options) await page.getByRole('option', { name: option }).first().click();
    };
    await picks('words', 'word a', 'word c');
    await page.getByRole('button', { name: 'Done' }).click();
    await picks('people', 'Amara');
    await picks('roles', '@Facilitators');
    await picks('people or roles', 'Ben');
    await picks('channels', '#general');
    await expect
      .poll(() => sent.filter(({ call }) => call === 'selects').map(({ args }) => args.slice(1)))
      .toEqual([
        ['words', ['a', 'c']],
        ['people', [amara]],
        ['roles', [demo.remembered.facilitatorRoleId]],
        ['people or roles', [accounts['ben']]],
        ['channels', [generalId]],
      ]);

    await page.getByRole('button', { name: 'One', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Every field' });
    await dialog.waitFor();
    expect(await page.locator('[data-unknown]').count()).toBe(0);
    await visitor.findsNothingInTheWay('every field');
    await dialog.getByRole('textbox', { name: /^short/ }).fill('few');
    await dialog.getByRole('textbox', { name: /^long/ }).fill('more\nwords');
    await dialog.getByRole('button', { name: /^one word/ }).press('Enter');
    await dialog.getByRole('listbox').waitFor();
    await page.keyboard.type('choice y');
    await page.keyboard.press('Enter');
    const within = (name: RegExp) => dialog.getByRole('group', { name });
    await within(/^many words/)
      .getByRole('checkbox', { name: 'choice x' })
      .check();
    await within(/^many words/)
      .getByRole('checkbox', { name: 'choice z' })
      .check();
    expect(
      await within(/^many words/)
        .getByRole('checkbox', { name: 'choice y' })
        .isDisabled(),
    ).toBe(true);
    await within(/^one of these/)
      .getByRole('radio', { name: 'choice z' })
      .check();
    await within(/^some of these/)
      .getByRole('checkbox', { name: 'choice x' })
      .check();
    await dialog.getByRole('checkbox', { name: 'a tick' }).check();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(sent.find(({ call }) => call === 'submitsModal')?.args[1]).toMatchObject({
      short: 'few',
      long: 'more\nwords',
      'one word': ['y'],
      'many words': ['x', 'z'],
      'one of these': 'z',
      'some of these': ['x'],
      'a tick': true,
    });
    // The focus is back where the form was opened.
    expect(
      await page.getByRole('button', { name: 'One', exact: true }).evaluate((seen) => seen.matches(':focus')),
    ).toBe(true);
    expect(visitor.complaints).toEqual([]);
  });
});
