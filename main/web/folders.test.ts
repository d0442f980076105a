import { expect, test } from 'vitest';
import { chooseFolders } from './folders.ts';

test('a folder that was named holds everything', () => {
  const folders = chooseFolders('/gateway', { platform: 'linux', home: '/home/ann', env: {} });

  expect(folders).toEqual({ configFolder: '/gateway', dataFolder: '/gateway/data' });
});

test.each([
  ['linux', {}, '/home/ann/.config/Topicscope'],
  ['linux', { XDG_CONFIG_HOME: '/xdg' }, '/xdg/Topicscope'],
  ['darwin', {}, '/home/ann/Library/Application Support/Topicscope'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Topicscope'],
])('on %s with %o it is where Electron keeps it', (platform, env, configFolder) => {
  expect(chooseFolders(undefined, { platform, home: '/home/ann', env }).configFolder).toBe(configFolder);
});
