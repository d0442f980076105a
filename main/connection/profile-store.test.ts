import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { failure, success } from '../../app/contract/answer.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { ProfileStore } from './profile-store.ts';
import { createProfileStore } from './profile-store.ts';
import { subscriptionTo, testProfile } from './testing/setup.ts';

async function newFile(): Promise<string> {
  return path.join(await mkdtemp(path.join(tmpdir(), 'profiles-')), 'profiles.json');
}

function open(file: string, logged: string[] = []): Promise<ProfileStore> {
  const log = (_level: string, _area: string, text: string) => {
    logged.push(text);
  };
  return createProfileStore({ file, log, random: () => 0.1, now: () => 7 });
}

test('what was saved is there after a restart, bytes of a will included', async () => {
  const file = await newFile();
  const properties = {
    correlationData: new Uint8Array([1, 2]),
    userProperties: [['a', 'b']] as [string, string][],
  };
  const will = {
    topic: 't',
    payload: new Uint8Array([0, 255]),
    qos: 1,
    retain: false,
    delay: 3,
    properties,
  } as const;
  const profile = testProfile({ will, subscriptions: [subscriptionTo('a/#', 2)] });

  await (await open(file)).save(profile);

  const again = await open(file);
  expect(again.problem).toBeUndefined();
  expect(again.list()).toEqual([{ profile, madeUpClientId: 'topicscopedddddddddddd' }]);
});

test('the client identifier that was made up stays while the profile lives', async () => {
  const store = await createProfileStore({
    file: await newFile(),
    log: () => undefined,
    now: () => 7,
    random: Math.random,
  });
  await store.save(testProfile({ name: 'one' }));
  const [before] = store.list();

  await store.save(testProfile({ name: 'two' }));

  expect(store.list()).toHaveLength(1);
  expect(store.list()[0]).toEqual({
    profile: testProfile({ name: 'two' }),
    madeUpClientId: before?.madeUpClientId,
  });
  expect(before?.madeUpClientId).toMatch(/^[0-9a-z]{1,23}$/);
});

test('a removed profile is gone, and who watches is told', async () => {
  const store = await open(await newFile());
  let told = 0;
  store.onChange(() => {
    told += 1;
  });
  await store.save(testProfile({}));

  await store.remove(sourceId.parse('test'));

  expect(store.list()).toEqual([]);
  expect(store.find(sourceId.parse('test'))).toBeUndefined();
  expect(told).toBe(2);
});

test('many saves at once are all kept', async () => {
  const file = await newFile();
  const store = await open(file);

  await Promise.all(
    Array.from({ length: 20 }, (_none, index) =>
      store.save(testProfile({ id: sourceId.parse(`p${index}`) })),
    ),
  );

  expect((await open(file)).list()).toHaveLength(20);
  expect(await readdir(path.dirname(file))).toEqual(['profiles.json']);
});

test.for<[text: string, why: string]>([
  ['{"format": 1, "profiles": [{"profile": {}}]}', 'profiles.0'],
  ['{"format": 1, "prof', 'JSON'],
  ['{"format": 2, "profiles": []}', 'its format is 2, and this version of the app reads format 1 only'],
])('%s is kept aside, and the problem says why', async ([text, why]) => {
  const file = await newFile();
  await writeFile(file, text);
  const logged: string[] = [];

  const store = await open(file, logged);
  await store.save(testProfile({}));

  expect(store.problem).toContain(why);
  expect(store.problem).toContain(`${file}.broken-7`);
  expect(logged).toEqual([store.problem]);
  expect(await readFile(`${file}.broken-7`, 'utf8')).toBe(text);
});

test('a folder that cannot be written is an answer, and nothing is changed', async () => {
  const file = await newFile();
  const store = await open(path.join(file, 'below', 'profiles.json'));
  await writeFile(file, 'a file where a folder should be');

  const answer = await store.save(testProfile({}));

  expect(answer).toMatchObject({ ok: false, error: { code: 'failed' } });
  expect(store.list()).toEqual([]);
});

test('there are at most 200 profiles', async () => {
  const store = await open(await newFile());
  for (let index = 0; index < 200; index += 1)
    await store.save(testProfile({ id: sourceId.parse(`p${index}`) }));

  expect(await store.save(testProfile({ id: sourceId.parse('more') }))).toMatchObject({ ok: false });
  expect(await store.save(testProfile({ id: sourceId.parse('p0') }))).toMatchObject({ ok: true });
});

test('a profile that no window could be told is refused, and the list stays', async () => {
  const store = await open(await newFile());
  const userProperties = Array.from({ length: 10 }, (): [string, string] => ['note', 'x'.repeat(60_000)]);
  const will = { topic: 'gone', payload: new Uint8Array(), qos: 0, retain: false, delay: 0 } as const;

  const answer = await store.save(testProfile({ will: { ...will, properties: { userProperties } } }));

  expect(answer.ok ? 'saved' : answer.error.code).toBe('invalid');
  expect(store.list()).toEqual([]);
});

test('a profile with a wrong topic filter or will topic is refused', async () => {
  const store = await open(await newFile());
  const will = {
    topic: 'a/+',
    payload: new Uint8Array(),
    qos: 0,
    retain: false,
    delay: 0,
    properties: {},
  } as const;

  const filter = await store.save(testProfile({ subscriptions: [subscriptionTo('a/#/b', 0)] }));
  const topic = await store.save(testProfile({ will }));

  expect([filter, topic]).toMatchObject([{ error: { code: 'invalid' } }, { error: { code: 'invalid' } }]);
  expect(store.list()).toEqual([]);
});

test('changes that come at once are each made to what the one before left', async () => {
  const store = await open(await newFile());
  const { id } = testProfile({});
  await store.save(testProfile({ subscriptions: [] }));
  const adding = (filter: string) =>
    store.change(id, (profile) =>
      success({ ...profile, subscriptions: [...profile.subscriptions, subscriptionTo(filter)] }),
    );

  const answers = await Promise.all(['a', 'b', 'c'].map(adding));

  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(store.find(id)?.profile.subscriptions.map(({ filter }) => filter)).toEqual(['a', 'b', 'c']);
});

test('a profile that is gone is not changed, and one whose change is refused stays as it was', async () => {
  const store = await open(await newFile());
  const profile = testProfile({ name: 'one' });
  const unknown = await store.change(profile.id, success);
  await store.save(profile);

  const refused = await store.change(profile.id, () => failure('invalid', 'No.'));

  expect(unknown).toMatchObject({ ok: false, error: { code: 'gone' } });
  expect(refused).toEqual(failure('invalid', 'No.'));
  expect(store.find(profile.id)?.profile).toEqual(profile);
});
