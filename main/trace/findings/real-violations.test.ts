import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { acknowledge, publish } from '../../broker/testing/bytes.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { lines } from '../testing/found.ts';
import { liveTraces } from '../testing/live-traces.ts';
import { broker } from '../testing/traced.ts';

/** A client of the broker that has got a message, and what is traced. */
async function setup(version: 4 | 5) {
  const traces = liveTraces(broker);
  const { port } = await testBroker({ observer: traces.recorder });
  const { client } = await connected(port, version, { id: 'p' });
  await client.subscribed(version, 't', 1);
  client.send(publish(version, {}));
  await client.untilPong();
  // From its note on it is known that deliveries are noted.
  traces.traced();
  const broken = () =>
    traces
      .traced()
      .lines()
      .filter((line) => line.includes(' broken '));
  return { traces, client, broken };
}

test.for([
  [4, 'a PUBLISH with QoS 3', '3600'],
  [5, 'a PUBLISH with QoS 3', '3600'],
  [4, 'a packet type that its version does not have', 'f000'],
  [5, 'a second CONNECT that cannot be read', '10020000'],
  [5, 'an acknowledgement with the packet identifier 0', '62020000'],
  [5, 'a PINGREQ that is too long', 'c001aa'],
  [4, 'a length that does not end', '30ffffffffff'],
  [5, 'a PUBLISH without a topic', '3000'],
] as const)('%s: %s is one violation, though its connection ends for it', async ([version, , hex]) => {
  const { traces, client, broken } = await setup(version);

  client.send(Buffer.from(hex, 'hex'));
  await client.untilClosed();
  while (traces.found().length === 0) await setTimeout(5);

  expect(lines(traces.found())).toHaveLength(1);
  expect(broken()).toHaveLength(1);
});

test.for([
  [4, 0x62],
  [5, 0x62],
  [4, 0x50],
  [5, 0x50],
] as const)(
  '%s: a packet of type %i that nothing awaits is one violation, though it is answered',
  async ([version, first]) => {
    const { traces, client, broken } = await setup(version);

    client.send(acknowledge(first, 170));
    await client.untilPong();

    expect(lines(traces.found())).toHaveLength(1);
    expect(broken()).toHaveLength(1);
  },
);
