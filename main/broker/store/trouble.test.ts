import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { blindObserver } from '../../capture/blind-observer.ts';
import { mountSmallDisk } from '../../history/testing/small-disk.ts';
import { openBroker } from '../broker.ts';
import { publish, subscribe } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import { asKilled, storedFolder } from '../testing/stored-folder.ts';
import { testBroker } from '../testing/test-broker.ts';

function open(folder: string) {
  const clock = { now: () => Date.now() * 1000 };
  return openBroker({ clock, random: Math.random, log: () => undefined, observer: blindObserver }, folder);
}

/** Takes all room of the disk that the folder is on, or keeps the database from being written; returns what frees it. */
function fill(folder: string, isSmallDisk: boolean): () => void {
  if (isSmallDisk) {
    const { bavail, bsize } = statfsSync(folder);
    const file = join(folder, 'filler');
    writeFileSync(file, Buffer.alloc(bavail * bsize));
    return () => rmSync(file);
  }
  const other = new DatabaseSync(join(folder, 'broker.sqlite'));
  other.exec('begin immediate');
  return () => other.close();
}

/** Publishes at QoS 1 until that is not acknowledged; returns the payloads that were, and what came then. */
async function publishUntilRefused(client: RawClient) {
  const acknowledged: number[] = [];
  for (let id = 1; ; id += 1) {
    const payload = `${id} ${randomBytes(20_000).toString('hex')}`;
    client.send(publish(5, { topic: 'a', qos: 1, id, payload }));
    const answer = await client.next();
    if (!answer.startsWith('40 ')) return { acknowledged, answer };
    acknowledged.push(id);
  }
}

test('when the disk is full nothing more is acknowledged: clients are told, QoS 0 goes on, and it recovers', {
  timeout: 60_000,
}, async () => {
  const folder = storedFolder();
  const disk = await mountSmallDisk(folder, 24);
  onTestFinished(() => disk?.remove());
  const place = disk?.folder ?? folder;
  const target = await testBroker({ folder: place });
  const expiry = { properties: [0x11, 0, 0, 1, 0] };
  const { client: sleeper } = await connected(target.port, 5, { id: 'sleeper', clean: false, ...expiry });
  await sleeper.subscribed(5, 'a', 1);
  sleeper.socket.destroy();
  const { client: bystander } = await connected(target.port, 5, { id: 'bystander' });
  bystander.send(subscribe(5, 'quick', 0));
  await bystander.next();
  const { client: publisher } = await connected(target.port, 5, { id: 'publisher' });

  const free = fill(place, disk !== undefined);
  const { acknowledged, answer } = await publishUntilRefused(publisher);
  const newcomer = await rawClient(target.port);
  newcomer.send(Buffer.from('101000044d5154540502000000000374776f', 'hex'));
  const refusal = await newcomer.next();
  bystander.send(publish(5, { topic: 'quick' }));
  const quick = await bystander.next();
  free();
  const back = await comeBack(target.port, expiry);
  const received = (await back.untilPong()).filter((packet) => packet.startsWith('3'));

  expect(answer.slice(0, 2)).toBe('e0');
  expect(answer).toContain(' 97 ');
  expect(refusal).toMatch(/^20 .. (01 )?00 97 /);
  expect(quick).toBe('30 09 00 05 71 75 69 63 6b 00 78');
  expect(received.length).toBeGreaterThanOrEqual(Math.min(acknowledged.length, 100));
});

/** Connects as soon as the broker lets anybody in again. */
async function comeBack(port: number, options: { readonly properties: number[] }): Promise<RawClient> {
  for (;;) {
    const { client, connack } = await connected(port, 5, { id: 'sleeper', clean: false, ...options });
    if (connack.slice(9, 11) === '00') return client;
    client.socket.destroy();
  }
}

test('a damaged store is kept aside and said, and a new one is begun', async () => {
  const folder = storedFolder();
  writeFileSync(join(folder, 'broker.sqlite'), randomBytes(8192));

  const opened = await open(folder);
  if (opened.ok) await opened.broker.close();

  const aside = readdirSync(folder).find((name) => name.startsWith('broker.broken-')) ?? 'none';
  expect(opened).toMatchObject({
    ok: true,
    notice: expect.stringContaining(`It is kept as ${join(folder, aside)}, and a new one was begun.`),
  });
});

test('a damaged log is kept aside and said, and what stands before the damage goes on', async () => {
  const folder = storedFolder();
  const { port } = await testBroker({ folder });
  const { client } = await connected(port, 5);
  for (const topic of ['kept', 'lost', 'lost too']) {
    client.send(publish(5, { topic, qos: 1, id: 1, retain: true }));
    await client.next();
  }
  const left = asKilled(folder);
  const log = join(left, 'broker.sqlite-wal');
  const bytes = readFileSync(log);
  // In the last but one of its frames: each has a page of 4096 bytes behind 24 of its own.
  bytes.fill(0xa5, bytes.length - 2 * 4120 + 100, bytes.length - 2 * 4120 + 200);
  writeFileSync(log, bytes);

  const opened = await open(left);
  if (!opened.ok) throw new Error(opened.message);
  onTestFinished(() => opened.broker.close());

  const aside = readdirSync(left).find((name) => /^broker\.broken-\d+\.sqlite$/.test(name)) ?? 'none';
  expect(opened.notice).toMatch(/^The store of sessions was damaged \(frame \d+ of its log is not as/);
  expect(opened.notice).toContain(`is kept as ${join(left, aside)}, with its log.`);
  expect(opened.broker.troubles).toEqual([opened.notice]);
  expect(readFileSync(join(left, `${aside}-wal`))).toEqual(bytes);
  expect(opened.broker.stats().retained).toBeLessThan(3);
});

test.for([
  ['damage to', (bytes: Buffer) => bytes.fill(0xa5, bytes.length - 100, bytes.length - 50)],
  ['the loss of', (bytes: Buffer) => bytes.subarray(0, bytes.length - 4_120)],
] as const)(
  '%s what was acknowledged last is said, and not taken for what a kill leaves',
  async ([, harm]) => {
    const folder = storedFolder();
    const { port } = await testBroker({ folder });
    const { client } = await connected(port, 5);
    client.send(publish(5, { topic: 'lost', qos: 1, id: 1, retain: true }));
    const answer = await client.next();
    const [left, whole] = [asKilled(folder), asKilled(folder)];
    const log = join(left, 'broker.sqlite-wal');
    writeFileSync(log, harm(readFileSync(log)));

    const opened = await open(left);
    const other = await open(whole);
    if (!opened.ok || !other.ok) throw new Error('it did not open');
    onTestFinished(() => opened.broker.close());
    onTestFinished(() => other.broker.close());

    expect(answer.slice(0, 2)).toBe('40');
    expect(opened.notice).toMatch(
      /frame \d+ of its log is not as it was written, and up to \d+ were told to be stored/,
    );
    expect(other.notice).toBeUndefined();
    expect([opened.broker.stats().retained, other.broker.stats().retained]).toEqual([0, 1]);
  },
);

test('rows that make no sense are damage too', async () => {
  const folder = storedFolder();
  const first = await open(folder);
  if (first.ok) await first.broker.close();
  const db = new DatabaseSync(join(folder, 'broker.sqlite'));
  db.exec("insert into session values (1, 'c', 5, 4294967295, 1, 'no JSON')");
  db.close();

  const opened = await open(folder);
  if (opened.ok) await opened.broker.close();

  expect(opened).toMatchObject({ ok: true, notice: expect.stringContaining('an identity cannot be read') });
});

test('a store of a newer version is left as it is', async () => {
  const folder = storedFolder();
  const db = new DatabaseSync(join(folder, 'broker.sqlite'));
  db.exec('pragma user_version = 99');
  db.close();

  expect(await open(folder)).toMatchObject({ ok: false, why: 'newer' });
});
