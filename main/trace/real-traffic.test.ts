import { expect, test } from 'vitest';
import { acknowledge, publish } from '../broker/testing/bytes.ts';
import { output, run } from '../broker/testing/programs.ts';
import { connected } from '../broker/testing/raw-client.ts';
import { testBroker, until } from '../broker/testing/test-broker.ts';
import { lines } from './testing/found.ts';
import { liveTraces } from './testing/live-traces.ts';
import type { Traced } from './testing/traced.ts';
import { broker } from './testing/traced.ts';

/** How many exchanges there are of each kind, QoS and outcome. */
function counts({ exchanges }: Traced): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { kind, qos, outcome } of exchanges.values()) {
    const isMessage = kind === 'publish' || kind === 'delivery';
    const name = isMessage ? `${kind} q${qos} ${outcome}` : `${kind} ${outcome}`;
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

test.each(['mqttv31', 'mqttv311', 'mqttv5'])(
  'every handshake of mosquitto, %s, is complete',
  async (version) => {
    const traces = liveTraces(broker);
    const target = await testBroker({ observer: traces.recorder });
    const common = ['-p', String(target.port), '-V', version];
    const subscriber = output(run('mosquitto_sub', ...common, '-q', '2', '-t', '#', '-C', '3'));
    await until(target, () => target.broker.stats().subscriptions === 1);

    for (const qos of ['0', '1', '2']) {
      await output(run('mosquitto_pub', ...common, '-q', qos, '-t', `t/${qos}`, '-m', 'x'));
    }
    await subscriber;
    await until(target, () => target.broker.stats().clients === 0);

    expect(counts(traces.traced())).toEqual({
      'connect complete': 4,
      'subscribe complete': 1,
      'publish q1 complete': 1,
      'publish q2 complete': 1,
      'delivery q1 complete': 1,
      'delivery q2 complete': 1,
      'disconnect complete': 4,
    });
    expect(lines(traces.found())).toEqual([]);
  },
);

test('a message whose acknowledgement is lost with the connection is sent again, and complete', async () => {
  const traces = liveTraces(broker);
  const target = await testBroker({ observer: traces.recorder });
  const { client } = await connected(target.port, 4, { id: 'press', clean: false });
  client.send(publish(4, { topic: 'a', qos: 2, id: 7 }));
  await client.next();
  client.socket.destroy();
  await until(target, () => target.broker.stats().clients === 0);

  const { client: again } = await connected(target.port, 4, { id: 'press', clean: false });
  again.send(publish(4, { topic: 'a', qos: 2, id: 7, dup: true }));
  await again.next();
  again.send(acknowledge(0x62, 7));
  await again.next();

  expect(
    traces
      .traced()
      .lines()
      .filter((line) => line.startsWith('publish'))
      .map((line) => line.replace(/ \[.*/, '')),
  ).toEqual(['publish a q2 #7 resent']);
  expect(traces.found().map(({ kind }) => kind)).toEqual(['resent']);
});
