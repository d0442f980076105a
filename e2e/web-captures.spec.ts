import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from './fixtures/web-test.ts';

const capture = 'main/trace-files/testing/mosquitto.pcapng';

test('a capture is opened, looked at, written as other files, and deleted', async ({ app }) => {
  const { page, tree, history, trace } = app;
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles(capture);

  const tab = page.getByRole('tab', { name: /mosquitto\.pcapng/ });
  await expect(tab).toBeVisible();
  await expect(page.getByText('mosquitto.pcapng: 54 MQTT packets of 6 connections')).toBeVisible();
  await expect(tree.row('lab')).toBeVisible();
  await expect(history.rows).toHaveCount(14);
  await expect(page.getByText('not connected')).toHaveCount(0);
  // Nothing arrives in it, and nobody takes a message.
  await expect(page.getByRole('radio', { name: 'Live' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Composer' })).toHaveText(
    'ComposeA recording takes no messages',
  );

  await page.keyboard.press('ControlOrMeta+2');
  await page.getByLabel('Filter exchanges').fill('client:three');
  await expect(page.getByText('3 exchanges match')).toBeVisible();
  await trace.rows.first().click();
  await expect(trace.screen.getByText(/^[\d.:]+ · v[\d.]+$/).first()).toBeVisible();
  await expect(trace.screen.getByText('this app')).toHaveCount(0);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export exchanges' }).click();
  await page.getByRole('menuitem', { name: 'Those listed: JSON Lines' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('topicscope-mosquitto-pcapng.jsonl');
  const lines = (await readFile(await saved.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('{"type":"packet"'))).toHaveLength(7);

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('delete this recording');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(tab).toHaveCount(0);
});

test('a capture is dropped on the window, and a file that is none is refused where one looks', async ({
  app,
}) => {
  const { page } = app;
  const drop = async (name: string, bytes: readonly number[]): Promise<void> => {
    const data = await page.evaluateHandle(
      ([fileName, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(content)], fileName));
        return transfer;
      },
      [name, bytes] as const,
    );
    await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
    await expect(page.getByText('Drop a capture (pcap, pcapng) to open it')).toBeVisible();
    await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  };

  await drop('<b>picture</b>.png', [0x89, 0x50, 0x4e, 0x47, 13, 10]);
  await expect(page.getByRole('alert')).toContainText(
    '<b>picture</b>.png is wrong. Byte 0: This is neither a pcap nor a pcapng file.',
  );
  await expect(page.getByRole('tab')).toHaveCount(0);

  await drop('lab.pcapng', [...(await readFile(capture))]);
  await expect(page.getByRole('tab', { name: /lab\.pcapng/ })).toBeVisible();
});
