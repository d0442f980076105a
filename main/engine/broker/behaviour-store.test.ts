import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { BehaviourStore } from './behaviour-store.ts';

test('saved by two windows at one time, the file holds the last whole and nobody is told of a problem', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'behaviour-store-'));
  const store = await BehaviourStore.open(folder);
  const saves = [30, 86_400, 7, 60].map((sysInterval) => ({
    ...defaultBehaviour,
    sys: { ...defaultBehaviour.sys, interval: sysInterval },
  }));
  const problems: (string | undefined)[] = [];
  store.onChange(() => problems.push(store.problem));

  await Promise.all(saves.map((behaviour) => store.save(behaviour)));

  expect(problems).toEqual([undefined, undefined, undefined, undefined]);
  expect(JSON.parse(await readFile(path.join(folder, 'broker-settings.json'), 'utf8'))).toEqual({
    version: 1,
    ...saves.at(-1),
  });
});
