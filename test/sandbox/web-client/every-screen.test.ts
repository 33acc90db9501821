import { describe, test } from 'vitest';
import { CHROMIUM } from '#sandbox/chromium';
import { Visitor } from './visitor.ts';
import { walkATrial } from './walk-a-trial.ts';
import { NEEDS_CHROMIUM, withDemo } from './with-demo.ts';

describe.skipIf(CHROMIUM === null)(`every screen${NEEDS_CHROMIUM}`, () => {
  const here = withDemo();

  test('has nothing in the way of anybody, in light and in dark', { timeout: 300_000 }, async () => {
    const { demo, browser } = here;
    const visitor = await Visitor.arrives(browser, demo.url);
    const { page } = visitor;
    await walkATrial(visitor, (screen) => visitor.findsNothingInTheWay(screen));

    await visitor.presses(/^Pins/);
    await visitor.reads('Our 14 days');
    await visitor.findsNothingInTheWay('the pins');
    await visitor.presses('Close the pins');

    await page
      .getByRole('button', { name: /^More about the message/ })
      .last()
      .click();
    await page.getByRole('menuitem', { name: 'Reply' }).waitFor();
    await visitor.findsNothingInTheWay('the menu of a message');
    await page.keyboard.press('Escape');

    await visitor.presses('Drawer');
    await page.getByText('INTERACTION_CREATE').first().click();
    await visitor.findsNothingInTheWay('the drawer, requests');
    await visitor.presses('Documents');
    await page.getByText('partnerships').click();
    await visitor.findsNothingInTheWay('the drawer, documents');
    await visitor.presses('Close the drawer');

    await page.getByRole('textbox', { name: /^Message/ }).fill('/');
    await page.getByRole('option').first().waitFor();
    await visitor.findsNothingInTheWay('the list of commands');

    await page.setViewportSize({ width: 360, height: 740 });
    await visitor.findsNothingInTheWay('a narrow phone');
    await visitor.presses('Places');
    await visitor.findsNothingInTheWay('the places on a narrow phone');
  });
});
