import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { publish } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { testBroker, until } from '../testing/test-broker.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-broker-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('what waits for a sleeping session is there after a restart, in order', async () => {
  const folder = makeFolder();
  const first = await testBroker({ folder });
  const { client: sleeper } = await connected(first.port, 4, { id: 'sleeper', clean: false });
  await sleeper.subscribed(4, 'a/+', 1);
  sleeper.socket.destroy();
  await until(first, () => first.broker.stats().clients === 0);
  const { client: publisher } = await connected(first.port, 4, { id: 'publisher' });
  for (const payload of ['1', '2', '3']) {
    publisher.send(publish(4, { topic: 'a/b', qos: 1, id: 1, payload }));
    await publisher.next();
  }
  await first.broker.close();

  const second = await testBroker({ folder });
  const { client, connack } = await connected(second.port, 4, { id: 'sleeper', clean: false });
  const packets = await client.untilPong();

  expect(connack).toBe('20 02 01 00');
  expect(packets).toEqual([
    '32 08 00 03 61 2f 62 00 01 31',
    '32 08 00 03 61 2f 62 00 02 32',
    '32 08 00 03 61 2f 62 00 03 33',
  ]);
});
