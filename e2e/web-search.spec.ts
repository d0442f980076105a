import { expect } from '@playwright/test';
import { test } from './fixtures/web-test.ts';

test('one filter narrows tree and history, shows its conditions and marks what is wrong', async ({ app }) => {
  const { page, tree, history } = app;
  await app.startLocalBroker();
  await expect(tree.row('plant-7')).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type('plant-7/# payload~/^\\{"device":"press/ qos:1');

  const chips = page.getByRole('list', { name: 'Conditions of the filter' });
  await expect(chips.getByRole('listitem')).toHaveText([
    'plant-7/#',
    'payload~/^\\{"device":"press/',
    'qos:1',
  ]);
  await expect(page.getByText('Topics by their last message')).toBeVisible();
  await expect(tree.row('zigbee2mqtt')).toHaveCount(0);
  await expect(history.rows.first()).toContainText('"press-plc-');
  await expect(history.panel.getByRole('status')).toHaveText(/messages? match/);

  // A condition goes by the keyboard, and the field has it back.
  await chips.getByRole('button', { name: 'Remove the condition qos:1' }).press('Delete');
  await expect(tree.filter).toHaveValue('plant-7/# payload~/^\\{"device":"press/');
  await expect(tree.filter).toBeFocused();

  await tree.filter.fill('press qos:7');
  await expect(page.getByText('QoS is 0, 1 or 2')).toBeVisible();
  await expect(tree.filter).toHaveAttribute('aria-invalid', 'true');

  await tree.filter.fill('~/(?=press+)+x/');
  await expect(page.getByText(/could run for ever/)).toBeVisible();

  await tree.filter.press('Escape');
  await expect(tree.row('zigbee2mqtt')).toBeVisible();
  await expect(chips).toHaveCount(0);

  // A topic that is being typed is completed from those that were seen.
  await page.keyboard.type('qos:0 plant-7/');
  await expect(page.getByRole('listbox', { name: 'Topics seen' }).getByRole('option').first()).toBeVisible();
  await tree.filter.press('ArrowDown');
  await tree.filter.press('Enter');
  await expect(tree.filter).toHaveValue(/^qos:0 topic:plant-7\/.+\/# $/);
  await expect(page.getByRole('listbox')).toHaveCount(0);
});

test('the time strip keeps tree and history to a time, by mouse and by keyboard', async ({ app }) => {
  const { page, tree, history } = app;
  await app.startLocalBroker();
  const strip = page.getByRole('group', { name: 'Time strip' });
  const [from, to] = [strip.getByRole('slider', { name: 'From' }), strip.getByRole('slider', { name: 'To' })];
  // Some seconds of messages, so that there is something to keep to.
  await expect
    .poll(
      async () =>
        Number(await to.getAttribute('aria-valuenow')) - Number(await from.getAttribute('aria-valuenow')),
    )
    .toBeGreaterThan(3_000_000);

  const box = await strip.boundingBox();
  if (box === null) throw new Error('The strip is not on screen');
  await page.mouse.move(box.x + box.width * 0.2, box.y + 15);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 15, { steps: 4 });
  await page.mouse.up();

  await expect(tree.filter).toHaveValue(/^time:\d\d:\d\d:\d\d.*\.\.\d\d:\d\d/);
  await expect(page.getByText('The end of a time narrows the history only')).toBeVisible();
  const begin = await from.getAttribute('aria-valuenow');
  await expect(history.rows.first()).toBeVisible();

  await from.press('ArrowLeft');
  expect(Number(await from.getAttribute('aria-valuenow'))).toBeLessThan(Number(begin));

  // The exchanges are kept to the same time, until it is let go of.
  const range = await tree.filter.inputValue();
  await app.trace.show();
  await expect(app.trace.filter).toHaveValue(range);
  await app.runCommand('Show Explore');
  await to.press('Escape');
  await expect(tree.filter).toHaveValue('');
  await app.trace.show();
  await expect(app.trace.filter).toHaveValue('');
});

test('a message filters by its client from the menu', async ({ app }) => {
  const { page, tree, history } = app;
  await app.startLocalBroker();
  await expect(history.row('"press-plc-').first()).toBeVisible();
  await app.openMessage('"press-plc-');

  await history.row('"press-plc-').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Filter by this client' }).click();

  await expect(tree.filter).toHaveValue(/^client:press-plc-\d$/);
  await expect(page.getByText('Client, DUP and direction narrow the history only')).toBeVisible();
  await expect(history.row(/oven/)).toHaveCount(0);
});
