import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures/test.ts';

test('from the first screen to a published message without a mouse', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;
  const start = page.getByRole('region', { name: 'Start the local broker with demo devices' });
  await tabTo(page, start.getByRole('button', { name: 'Start' }));
  await keyboard.press('Enter');
  await expect(app.tree.row('plant-7')).toBeVisible();

  // The filter, its matches, and back into the tree.
  await keyboard.press('/');
  await expect(app.tree.filter).toBeFocused();
  await keyboard.type('line-2/press/telemetry');
  await expect(page.getByText('1 match', { exact: true })).toBeVisible();
  await keyboard.press('Enter');
  await expect(app.tree.selected).toContainText('telemetry');
  await keyboard.press('ArrowDown');
  await expect(app.tree.grid).toBeFocused();

  // The ARIA tree grid pattern: left goes out and closes, right opens and goes in.
  await keyboard.press('ArrowLeft');
  await expect(app.tree.selected).toContainText('press');
  await keyboard.press('ArrowLeft');
  await expect(app.tree.selected).toHaveAttribute('aria-expanded', 'false');
  await keyboard.press('ArrowRight');
  await expect(app.tree.selected).toHaveAttribute('aria-expanded', 'true');
  await keyboard.press('End');
  await expect(app.tree.selected).toContainText('telemetry');

  // A message of the history, and its packet.
  await keyboard.press('Alt+2');
  await expect(app.history.grid).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(app.inspector.payload).toContainText('press-plc-2');
  await keyboard.press('Alt+3');
  await expect(app.inspector.panel).toBeFocused();
  await tabTo(page, app.inspector.panel.getByRole('tab', { selected: true }));
  await keyboard.press('ArrowRight');
  await expect(app.inspector.panel.getByRole('tab', { name: 'Properties' })).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(app.inspector.field('Topic Name')).toBeVisible();
  await tabTo(page, app.inspector.panel.getByRole('tree'));
  await keyboard.press('ArrowDown');
  await keyboard.press('End');
  await expect(app.inspector.litBytes.first()).toBeVisible();

  // The composer.
  await keyboard.press('Alt+4');
  await expect(app.composer.topic).toBeFocused();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('keys/only');
  await tabTo(page, app.composer.panel.getByRole('textbox', { name: 'Payload to publish' }));
  await keyboard.type('42');
  await keyboard.press('ControlOrMeta+Enter');
  await expect(app.composer.outcome).toContainText('keys/only on Local broker');
  await keyboard.press('ControlOrMeta+j');
  await expect(app.composer.topic).toBeHidden();
  await expect(app.composer.panel.getByRole('button', { name: 'Open the composer' })).toBeFocused();
  await keyboard.press('Alt+4');
  await expect(app.composer.topic).toBeFocused();

  // Everything else is in the palette.
  await keyboard.press('ControlOrMeta+k');
  await keyboard.type('show settings');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('what a dialog covers cannot be reached, and Escape gives the keyboard back', async ({ app }) => {
  const { page } = app;
  const more = page.getByRole('button', { name: 'All settings…' });
  await tabTo(page, more);
  await page.keyboard.press('Enter');
  await expect(app.dialog).toBeVisible();

  for (let press = 0; press < 40; press += 1) await page.keyboard.press('Tab');
  await expect(app.dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');

  await expect(app.dialog).toBeHidden();
  await expect(more).toBeFocused();
  // From one dialog to the next as well.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('ports, network');
  await page.keyboard.press('Enter');
  await expect(app.dialog).toHaveAccessibleName('Local broker');
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();
});

/** Presses Tab until that has the keyboard. */
async function tabTo(page: Page, target: ReturnType<Page['getByRole']>): Promise<void> {
  await expect(target).toBeVisible();
  for (let press = 0; press < 60; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not get there');
}
