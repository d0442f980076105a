import { describe, expect, test } from 'vitest';
import type { TuningLayer } from '../../../app/contract/areas/broker/tuning.ts';
import type { ConnectBytes, Version } from '../testing/bytes.ts';
import {
  acknowledge,
  bytes,
  connect,
  disconnect,
  hex,
  packet,
  properties,
  publish,
  subscribe,
  u16,
  u32,
} from '../testing/bytes.ts';
import { connected, rawClient } from '../testing/raw-client.ts';
import { oursAlone } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';

async function tuned(version: Version, tuning: TuningLayer, options: ConnectBytes = {}) {
  const target = await testBroker({ tuning: { reasonStrings: false, ...tuning } });
  return { ...target, ...(await connected(target.port, version, options)) };
}

/** CONNACK of 5.0 with these properties besides our Maximum Packet Size and Topic Alias Maximum, in the order of ids. */
function connack(...also: readonly (readonly (number | string)[])[]): string {
  const list = [[0x27, ...u32(16_777_216)], [0x22, ...u16(32)], ...also];
  const inOrder = list.toSorted(([a], [b]) => Number(a) - Number(b)).flat();
  return hex(packet(0x20, 0, 0, properties(5, ...inOrder)));
}

oursAlone('only our broker is tuned so', () => {
  test('what is not tuned is not said in CONNACK', async () => {
    const { connack: said } = await tuned(5, {});

    expect(said).toBe(connack());
  });

  test.for([
    ['[5.0 MQTT-3.2.2-21] the keep alive', { serverKeepAlive: 7 }, [0x13, 0, 7]],
    ['the Receive Maximum', { receiveMaximum: 9 }, [0x21, 0, 9]],
    ['[5.0 MQTT-3.2.2-9] a Maximum QoS of 1', { maximumQos: 1 }, [0x24, 1]],
    ['[5.0 MQTT-3.2.2-9] a Maximum QoS of 0', { maximumQos: 0 }, [0x24, 0]],
    ['that nothing is retained', { retainAvailable: false }, [0x25, 0]],
    ['that there are no wildcards', { wildcardSubscriptionAvailable: false }, [0x28, 0]],
    ['that there are no identifiers', { subscriptionIdentifiersAvailable: false }, [0x29, 0]],
    ['that nothing is shared', { sharedSubscriptionAvailable: false }, [0x2a, 0]],
  ] as const)('CONNACK says %s', async ([, tuning, property]) => {
    const { connack: said } = await tuned(5, tuning);

    expect(said).toBe(connack(property));
  });

  test('the keep alive that CONNACK says is the one that holds', async () => {
    const { client } = await tuned(5, { serverKeepAlive: 1 }, { keepAlive: 1000 });

    expect(await client.untilClosed()).toEqual([hex(disconnect(0x8d))]);
  });

  test('[5.0 MQTT-3.1.2-28] Response Information is for who requests it, one level of a topic', async () => {
    const { port, connack: unasked } = await tuned(5, { responseInformation: 'reply/' });

    const asked = await connected(port, 5, { id: 'a/+b', properties: [0x19, 1] });
    const declined = await connected(port, 5, { properties: [0x19, 0] });

    expect([unasked, asked.connack, declined.connack]).toEqual([
      connack(),
      connack([0x1a, 'reply/a__b']),
      connack(),
    ]);
  });

  describe('Maximum QoS', () => {
    test('[5.0 MQTT-3.2.2-11] a PUBLISH above it is answered by DISCONNECT 0x9B', async () => {
      const { client } = await tuned(5, { maximumQos: 1 });

      client.send(publish(5, { qos: 1, id: 1 }), publish(5, { qos: 2, id: 2 }));

      expect(await client.untilClosed()).toEqual([hex(acknowledge(0x40, 1, 0x10)), hex(disconnect(0x9b))]);
    });

    test.for([3, 4] as const)('at level %d a PUBLISH above it closes the connection', async (version) => {
      const { client } = await tuned(version, { maximumQos: 0 });

      client.send(publish(version, { qos: 1, id: 1 }));

      expect(await client.untilClosed()).toEqual([]);
    });

    test('[5.0 MQTT-3.2.2-10] a subscription may ask for any QoS', async () => {
      const { client } = await tuned(5, { maximumQos: 0 });

      expect(await client.subscribed(5, 't', 2)).toBe(hex(packet(0x90, u16(10), 0, 2)));
    });

    test('[5.0 MQTT-3.2.2-12] a will above it is refused with 0x9B', async () => {
      const { port } = await testBroker({ tuning: { maximumQos: 1, reasonStrings: false } });
      const client = await rawClient(port);

      client.send(connect(5, { will: { topic: 'w', payload: 'x', qos: 2 } }));

      expect(await client.untilClosed()).toEqual([hex(packet(0x20, 0, 0x9b, 0))]);
    });
  });

  describe('Retain Available', () => {
    test('[5.0 MQTT-3.2.2-14] a PUBLISH to be retained is answered by DISCONNECT 0x9A', async () => {
      const { client } = await tuned(5, { retainAvailable: false });

      client.send(publish(5, { retain: true }));

      expect(await client.untilClosed()).toEqual([hex(disconnect(0x9a))]);
    });

    test('[5.0 MQTT-3.2.2-13] a will to be retained is refused with 0x9A', async () => {
      const { port } = await testBroker({ tuning: { retainAvailable: false, reasonStrings: false } });
      const client = await rawClient(port);

      client.send(connect(5, { will: { topic: 'w', payload: 'x', retain: true } }));

      expect(await client.untilClosed()).toEqual([hex(packet(0x20, 0, 0x9a, 0))]);
    });
  });

  describe('subscriptions', () => {
    test.for([
      ['wildcards', { wildcardSubscriptionAvailable: false }, 0xa2, subscribe(5, 'a/+')],
      ['shared ones', { sharedSubscriptionAvailable: false }, 0x9e, subscribe(5, '$share/s/a')],
      ['identifiers', { subscriptionIdentifiersAvailable: false }, 0xa1, subscribe(5, 'a', 0, 10, 0x0b, 1)],
    ] as const)('without %s, asking for them is a Protocol Error', async ([, tuning, code, asked]) => {
      const { client } = await tuned(5, tuning);

      client.send(asked);

      expect(await client.untilClosed()).toEqual([hex(disconnect(code))]);
    });

    test('[3.1.1 MQTT-3.8.3-2] without wildcards, 3.1.1 is refused the filter', async () => {
      const { client } = await tuned(4, { wildcardSubscriptionAvailable: false });

      client.send(packet(0x82, u16(10), 'a/#', 0, 'a', 1));

      expect(await client.next()).toBe(hex(bytes(0x90, 4, 0, 10, 0x80, 1)));
    });

    const refusedFilters = [
      { filter: 'lab/#', reasonCode: 0x87 },
      { filter: '#', reasonCode: 0x83 },
    ] as const;

    test('a refused filter has its own reason code, those that it covers too, inside a share too', async () => {
      const { client } = await tuned(5, { refusedFilters: refusedFilters.slice(0, 1) });

      client.send(packet(0x82, u16(10), 0, 'lab/+/temp', 0, 'hall', 1, '$share/s/lab/x', 2));

      expect(await client.next()).toBe(hex(packet(0x90, u16(10), 0, 0x87, 1, 0x87)));
    });

    test.for([
      [4, hex(packet(0x90, u16(10), 0x80))],
      [3, 'closed'],
    ] as const)('at level %d a refused filter is answered by %s', async ([version, answer]) => {
      const { client } = await tuned(version, { refusedFilters });

      client.send(subscribe(version, 'x'));

      expect(await client.next()).toBe(answer);
    });

    test('[5.0 MQTT-3.1.2-29] why a filter is refused is said in words, but not to who does not want to know', async () => {
      const { client, port } = await tuned(5, { refusedFilters, reasonStrings: true });
      const { client: terse } = await connected(port, 5, { id: 'terse', properties: [0x17, 0] });

      const answers = await Promise.all([client.subscribed(5, 'lab'), terse.subscribed(5, 'lab')]);

      const why = properties(5, 0x1f, 'The filter lab/# is refused by the settings.');
      expect(answers).toEqual([hex(packet(0x90, u16(10), why, 0x87)), hex(packet(0x90, u16(10), 0, 0x87))]);
    });
  });

  describe('what a payload says about itself', () => {
    const wrong = { topic: 'w', payload: '{', properties: [3, 'application/json'] };

    test.for([
      ['PUBACK', 1, hex(acknowledge(0x40, 1, 0x99)), 'open'],
      ['PUBREC', 2, hex(acknowledge(0x50, 1, 0x99)), 'open'],
      ['DISCONNECT', 0, hex(disconnect(0x99)), 'closed'],
    ] as const)('is checked when asked: %s 0x99 at QoS %d', async ([, qos, answer, state]) => {
      const { client, broker } = await tuned(5, { checkContentType: true });

      client.send(publish(5, { ...wrong, qos, id: 1 }));

      expect(await client.next()).toBe(answer);
      expect(await client.untilPong()).toEqual(state === 'open' ? [] : ['closed']);
      expect(broker.stats().dropped).toEqual([{ why: 'payload invalid', count: 1 }]);
    });

    test('[5.0 MQTT-4.3.3-9] a QoS 2 message that was refused is over: its identifier is free', async () => {
      const { client } = await tuned(5, { checkPayloadFormat: true });
      const notText = packet(0x34, 't', u16(1), properties(5, 1, 1), [0xff]);

      client.send(notText, acknowledge(0x62, 1), publish(5, { qos: 2, id: 1 }));

      expect(await client.untilPong()).toEqual([
        hex(acknowledge(0x50, 1, 0x99)),
        hex(acknowledge(0x70, 1, 0x92)),
        hex(acknowledge(0x50, 1, 0x10)),
      ]);
    });

    test('a will is checked in CONNECT', async () => {
      const { port } = await testBroker({ tuning: { checkContentType: true, reasonStrings: false } });
      const client = await rawClient(port);

      client.send(connect(5, { will: wrong }));

      expect(await client.untilClosed()).toEqual([hex(packet(0x20, 0, 0x99, 0))]);
    });

    test('is passed on as it is unless it is asked for', async () => {
      const { client } = await tuned(5, {});
      await client.subscribed(5, 'w');

      client.send(publish(5, wrong));

      expect(await client.next()).toBe(hex(publish(5, wrong)));
    });
  });

  describe('limits on what comes', () => {
    test.for([3, 4] as const)(
      'at level %d a packet above our limit closes the connection as soon as its header is there',
      async (version) => {
        const { client } = await tuned(version, { maximumPacketSize: 2048 });

        client.send(bytes(0x30, 0xff, 0xff, 0x7f));

        expect(await client.untilClosed()).toEqual([]);
      },
    );

    test('a packet of exactly the limit is taken', async () => {
      const { client } = await tuned(5, { maximumPacketSize: 2048 });
      await client.subscribed(5, 't');
      // Fixed header 3, topic 3, properties 1.
      const largest = publish(5, { payload: 'x'.repeat(2041) });

      client.send(largest);

      expect(await client.next()).toBe(hex(largest));
    });

    test('a QoS 2 message that is sent again counts once towards the Receive Maximum', async () => {
      const { client } = await tuned(5, { receiveMaximum: 1 });
      const message = publish(5, { qos: 2, id: 1 });

      client.send(message, publish(5, { qos: 2, id: 1, dup: true }), publish(5, { qos: 2, id: 2 }));

      expect(await client.untilClosed()).toEqual([
        hex(acknowledge(0x50, 1, 0x10)),
        hex(acknowledge(0x50, 1)),
        hex(disconnect(0x93)),
      ]);
    });

    test('a Topic Alias Maximum of 0 is not said, and an alias is answered by 0x94', async () => {
      const { client, connack: said } = await tuned(5, { topicAliasMaximum: 0 });

      client.send(publish(5, { properties: [0x23, ...u16(1)] }));

      expect(said).toBe(hex(packet(0x20, 0, 0, properties(5, 0x27, u32(16_777_216)))));
      expect(await client.untilClosed()).toEqual([hex(disconnect(0x94))]);
    });

    test.for([3, 4] as const)(
      'at level %d a will above the Maximum QoS closes without CONNACK',
      async (version) => {
        const { port } = await testBroker({ tuning: { maximumQos: 0 } });
        const client = await rawClient(port);

        client.send(connect(version, { will: { topic: 'w', payload: 'x', qos: 1 } }));

        expect(await client.untilClosed()).toEqual([]);
      },
    );
  });

  test('a listener is tuned apart from the others', async () => {
    const tuningRules = { broker: {}, listeners: { tcp: { retainAvailable: false } }, clients: [] };
    const { port } = await testBroker({ tuningRules });

    const { connack: said } = await connected(port, 5);

    expect(said).toBe(connack([0x25, 0]));
  });

  test('a client rule holds for its clients only', async () => {
    const tuningRules = {
      broker: {},
      listeners: { ws: { maximumQos: 0 as const } },
      clients: [{ clientId: 'sensor-*', receiveMaximum: 5 }],
    };
    const { port } = await testBroker({ tuningRules });

    const sensor = await connected(port, 5, { id: 'sensor-1' });
    const other = await connected(port, 5, { id: 'other' });

    expect([sensor.connack, other.connack]).toEqual([connack([0x21, 0, 5]), connack()]);
  });
});
