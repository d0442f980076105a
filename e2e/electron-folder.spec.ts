import path from 'node:path';
import { expect } from '@playwright/test';
import { launchDouble } from './double/launch.ts';
import { electronSetup } from './fixtures/electron-host.ts';
import { test } from './fixtures/electron-test.ts';
import { startWebHost } from './fixtures/web-host.ts';

// On the double only: Electron's own error box waits for a person.
test('a data folder that another process has is said, and the app ends', async ({ folder }, testInfo) => {
  const data = path.join(folder, 'app');
  const webHost = await startWebHost(data);
  const executablePath = electronSetup(testInfo).chromium;

  const app = launchDouble({ args: ['--data', data], executablePath });
  const exitCode = await app.exited;
  await webHost.stop();

  expect(exitCode).toBe(2);
  expect(app.said()).toContain('[error box] Topicscope cannot start: ');
  expect(app.said()).toMatch(/in use|another/i);
});
