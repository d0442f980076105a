import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageToPublish } from '../../app/contract/areas/publish.ts';
import type { LoopbackPublisher } from './loopback-publisher.ts';
import { createLoopbackPublisher } from './loopback-publisher.ts';
import type { Mosquitto } from './testing/mosquitto.ts';
import { freePorts, startMosquitto } from './testing/mosquitto.ts';
import { testClock, waitFor } from './testing/setup.ts';

let mosquitto: Mosquitto;
beforeAll(async () => {
  mosquitto = await startMosquitto();
});
afterAll(() => mosquitto.stop());

function publisherTo(port: number): LoopbackPublisher {
  const own = { name: 'topicscope', password: 'own' };
  return createLoopbackPublisher({ port, own, clientId: 'composer', clock: testClock, log: () => undefined });
}

const message: MessageToPublish = {
  topic: 'lab/loop',
  payload: Buffer.from('hello'),
  qos: 2,
  retain: true,
  properties: { contentType: 'text/plain' },
};

test('it connects when it has something to say, and what it says arrives', async () => {
  const publisher = publisherTo(mosquitto.ports.tcp);
  const before = mosquitto.log().includes('as composer');

  const answer = await publisher.publish(message, undefined);
  await publisher.close();

  const port = String(mosquitto.ports.tcp);
  const got = await promisify(execFile)('mosquitto_sub', [
    '-V',
    '5',
    '-p',
    port,
    '-t',
    'lab/#',
    '-C',
    '1',
    '-F',
    '%p %C',
  ]);
  expect(before).toBe(false);
  expect(mosquitto.log()).toContain('as composer');
  expect(answer).toMatchObject({ ok: true, value: { kind: 'acknowledged' } });
  expect(got.stdout.trim()).toBe('hello text/plain');
});

test('it connects anew after the broker was away', async () => {
  const publisher = publisherTo(mosquitto.ports.tcp);
  await publisher.publish(message, undefined);

  await mosquitto.stop();
  const away = await waitForFailure(publisher);
  await mosquitto.start();
  const back = await publisher.publish(message, undefined);
  await publisher.close();

  expect(away).toMatch(/not-connected|lost/);
  expect(back.ok).toBe(true);
});

test('without a broker it says so', async () => {
  const [port = 0] = await freePorts(1);
  const publisher = publisherTo(port);

  const answer = await publisher.publish(message, undefined);
  await publisher.close();

  expect(answer).toMatchObject({ ok: false, error: { code: 'not-connected' } });
});

test('what is cancelled before there is a connection is not sent', async () => {
  const publisher = publisherTo(mosquitto.ports.tcp);

  const answer = await publisher.publish(message, AbortSignal.abort());
  await publisher.close();

  expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

async function waitForFailure(publisher: LoopbackPublisher): Promise<string> {
  let code: string | undefined;
  const answer = await publisher.publish(message, undefined);
  if (!answer.ok) code = answer.error.code;
  return waitFor(
    () => code,
    () => 'it still publishes',
  );
}
