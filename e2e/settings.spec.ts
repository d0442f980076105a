import { expect } from '@playwright/test';
import { createApp } from './fixtures/app.ts';
import { test } from './fixtures/test.ts';

test('the theme follows the system until one is chosen, and is kept', async ({ app, host }) => {
  const root = app.page.locator('html');
  await app.page.emulateMedia({ colorScheme: 'light' });
  await expect(root).toHaveAttribute('data-theme', 'light');
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-theme', 'dark');

  await app.chooseTheme('light');
  await expect(root).toHaveAttribute('data-theme', 'light');
  await host.stop();
  const again = createApp(await host.start());

  await again.page.emulateMedia({ colorScheme: 'dark' });
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('density, budget and single keys apply at once and survive a restart', async ({ app, host }) => {
  await app.showSettings();
  const { page } = app;
  await page.getByRole('radio', { name: 'Comfortable' }).click();
  const budget = page.getByRole('textbox', { name: 'Budget on disk' });
  await budget.fill('640');
  await budget.fill('640 MB');
  await budget.press('Enter');
  await expect(budget).toHaveAttribute('aria-invalid', 'true');
  await budget.fill('640');
  await expect(page.getByText(/ of 2 GB used$/)).toBeVisible();
  await budget.press('Enter');
  await expect(page.getByText(/ of 640 MB used$/)).toBeVisible();
  await page.getByRole('switch', { name: 'Single letters act as shortcuts' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable');

  await host.stop();
  const again = createApp(await host.start());

  await again.showSettings();
  await expect(again.page.getByRole('radio', { name: 'Comfortable' })).toBeChecked();
  await expect(again.page.getByRole('textbox', { name: 'Budget on disk' })).toHaveValue('640');
  await expect(again.page.getByRole('switch', { name: 'Single letters act as shortcuts' })).not.toBeChecked();
});

test('a search in the settings leaves what it finds', async ({ app }) => {
  await app.showSettings();

  await app.page.getByRole('searchbox', { name: 'Search settings' }).fill('disk budget');

  await expect(app.page.getByRole('region', { name: 'History' })).toBeVisible();
  await expect(app.page.getByRole('region', { name: 'Appearance' })).toBeHidden();
});

test('the self-test of the host passes, and the report names no secret', async ({ app, mosquitto }) => {
  const broker = await mosquitto({ users: { anna: 'open-sesame' } });
  await app.connectTo(`mqtt://anna:open-sesame@127.0.0.1:${broker.ports.tcp}`);
  await app.expectConnected('127.0.0.1');
  await app.showSettings();

  const selfTest = app.page.getByRole('region', { name: 'Self-test' });
  await selfTest.getByRole('button', { name: 'Run' }).click();
  await expect(selfTest.getByText('sqlite').first()).toBeVisible();
  await expect(selfTest.getByText('failed')).toHaveCount(0);
  const report = app.page.getByRole('region', { name: 'Report a problem' });
  await report.getByRole('button', { name: 'Make the report' }).click();

  await expect(report).toContainText('History budget');
  await expect(report).not.toContainText('open-sesame');
});
