import { describe, expect, test } from 'vitest';
import type { Version } from '../testing/bytes.ts';
import { acknowledge, hex, packet, publish, subscribe, u16, u32 } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected } from '../testing/raw-client.ts';
import { bytesOf, readPublish } from '../testing/read-bytes.ts';
import { oursAlone, testTarget } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

function stored(version: Version) {
  return { id: 'subscriber', clean: false, properties: version === 5 ? [0x11, ...u32(100)] : [] };
}

async function leave(client: RawClient): Promise<void> {
  client.socket.end();
  await client.untilClosed();
}

/** The packet identifier of a PUBLISH to the topic `t`. */
function idOf(text: string): number {
  return bytesOf(text).readUInt16BE(5);
}

describe.for([3, 4, 5] as const)('level %d', (version) => {
  test('[3.1.1 MQTT-2.3.1-1] [3.1.1 MQTT-2.3.1-4] [3.1.1 MQTT-4.3.2-1] [3.1.1 MQTT-4.3.3-1] [5.0 MQTT-2.2.1-4] [5.0 MQTT-4.3.2-1] [5.0 MQTT-4.3.3-1] each new PUBLISH has an identifier that is not in use', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, 't', 2);
    const ids = Array.from({ length: 8 }, (_, index) => index + 1);

    client.send(...ids.map((id) => publish(version, { qos: 1, id })));
    const first = (await client.untilPong()).filter((text) => text.startsWith('32')).map(idOf);
    client.send(acknowledge(0x40, first[2] ?? 0), acknowledge(0x40, first[5] ?? 0));
    client.send(...ids.map((id) => publish(version, { qos: 1, id })));
    const second = (await client.untilPong()).filter((text) => text.startsWith('32')).map(idOf);

    const unacknowledged = first.filter((_, index) => index !== 2 && index !== 5);
    expect([first.length, second.length, new Set([...unacknowledged, ...second, 0]).size]).toEqual([
      8, 8, 15,
    ]);
  });

  test('[3.1 x-order] [3.1.1 MQTT-4.6.0-3] [3.1.1 MQTT-4.6.0-4] [5.0 MQTT-4.6.0-3] [5.0 MQTT-4.6.0-4] PUBRECs and PUBRELs come in order', async () => {
    const { port } = await testTarget();
    const { client: publisher } = await connected(port, version, { id: 'publisher' });
    const { client } = await connected(port, version, { id: 'subscriber' });
    await client.subscribed(version, 't', 2);
    const ids = [5, 3, 9, 1];

    publisher.send(...ids.map((id) => publish(version, { qos: 2, id, payload: String(id) })));
    const received = await publisher.untilPong();
    publisher.send(...ids.map((id) => acknowledge(0x62, id)));
    await publisher.untilPong();
    const delivered = (await client.untilPong()).map(idOf);
    client.send(...delivered.toReversed().map((id) => acknowledge(0x50, id)));

    expect({ received, released: await client.untilPong() }).toEqual({
      received: ids.map((id) => hex(acknowledge(0x50, id))),
      released: delivered.toReversed().map((id) => hex(acknowledge(0x62, id))),
    });
  });

  test('[3.1.1 MQTT-3.3.1-7] [5.0 MQTT-3.3.1-5] what is retained at QoS 0 takes the place of what was', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);

    client.send(
      publish(version, { qos: 1, id: 1, payload: 'old', retain: true }),
      publish(version, { payload: 'new', retain: true }),
      subscribe(version, 't'),
    );

    const packets = await client.untilPong();
    expect(packets.filter((text) => text.startsWith('3'))).toEqual([
      hex(publish(version, { payload: 'new', retain: true })),
    ]);
  });

  test('[3.1 x-unsuback] [3.1.1 MQTT-3.10.4-6] [5.0 MQTT-3.10.4-6] [5.0 MQTT-3.11.3-1] [5.0 MQTT-3.11.3-2] one UNSUBACK for several filters, in their order', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, 'a');
    await client.subscribed(version, 'b/#');
    await client.subscribed(version, 't');

    client.send(packet(0xa2, u16(9), version === 5 ? 0 : [], 'a', 'not/there', 'b/#'));
    client.send(publish(version, { topic: 'a' }), publish(version));

    expect(await client.untilPong()).toEqual([
      version === 5 ? 'b0 06 00 09 00 00 11 00' : 'b0 02 00 09',
      hex(publish(version)),
    ]);
  });

  oursAlone('its time is moved by hand', () => {
    test('[3.1.1 MQTT-4.1.0-2] [5.0 MQTT-4.1.0-1] a session is there as long as its connection', async () => {
      const time = new TestTime();
      const { port } = await testBroker({ time });
      const { client } = await connected(port, version);
      await client.subscribed(version, 't');

      time.advance(3_600_000);
      client.send(publish(version));

      expect(await client.untilPong()).toEqual([hex(publish(version))]);
    });
  });
});

describe('5.0', () => {
  test.for([
    [1, 0x40],
    [2, 0x50],
  ] as const)(
    '[5.0 MQTT-4.4.0-2] [5.0 MQTT-3.4.2-1] a message at QoS %d that was refused is not sent again',
    async ([qos, type]) => {
      const { port } = await testTarget();
      const { client: publisher } = await connected(port, 5, { id: 'publisher' });
      const { client } = await connected(port, 5, stored(5));
      await client.subscribed(5, 't', 2);
      publisher.send(publish(5, { qos, id: 1 }), ...(qos === 2 ? [acknowledge(0x62, 1)] : []));
      await publisher.untilPong();
      const [delivered = ''] = await client.untilPong();
      client.send(acknowledge(type, idOf(delivered), 0x97));
      await client.untilPong();
      await leave(client);

      const { client: back } = await connected(port, 5, stored(5));

      expect(await back.untilPong()).toEqual([]);
    },
  );

  test('[5.0 MQTT-3.3.4-5] copies of a shared and an ordinary subscription carry each their own identifier', async () => {
    const { port } = await testTarget();
    const { client } = await connected(port, 5);
    client.send(subscribe(5, '$share/g/t', 0, 1, 0x0b, 7), subscribe(5, 't', 0, 2, 0x0b, 8));
    await client.untilPong();

    client.send(publish(5));

    const copies = (await client.untilPong()).map((text) => readPublish(text).properties.get(0x0b));
    expect(copies.toSorted()).toEqual([['07'], ['08']]);
  });

  oursAlone('its time is moved by hand', () => {
    test('[5.0 MQTT-4.3.3-7] a QoS 2 message that is out does not expire', async () => {
      const time = new TestTime();
      const { port } = await testBroker({ time });
      const { client } = await connected(port, 5, stored(5));
      await client.subscribed(5, 't', 2);
      client.send(publish(5, { qos: 2, id: 1, properties: [2, ...u32(5)] }));
      await client.untilPong();
      await leave(client);

      time.advance(20_000);
      const { client: back } = await connected(port, 5, stored(5));

      const again = (await back.untilPong()).map((text) => [text.slice(0, 2), readPublish(text).payload]);
      expect(again).toEqual([['3c', 'x']]);
    });

    test('[5.0 MQTT-4.3.3-13] the exchange of a QoS 2 message is completed although it has expired', async () => {
      const time = new TestTime();
      const { port } = await testBroker({ time });
      const { client } = await connected(port, 5);
      client.send(publish(5, { qos: 2, id: 1, properties: [2, ...u32(5)] }));
      await client.untilPong();

      time.advance(20_000);
      client.send(acknowledge(0x62, 1));

      expect(await client.untilPong()).toEqual([hex(acknowledge(0x70, 1))]);
    });

    test('[5.0 x-will-expiry] the expiry of a will counts from when it is published', async () => {
      const time = new TestTime();
      const { port } = await testBroker({ time });
      const { client: away } = await connected(port, 5, stored(5));
      await away.subscribed(5, 'will', 1);
      await leave(away);
      const will = { topic: 'will', payload: 'gone', qos: 1, properties: [2, ...u32(60)] };
      const { client: mortal } = await connected(port, 5, { id: 'mortal', will });

      time.advance(50_000);
      await leave(mortal);
      time.advance(20_000);
      const { client: back } = await connected(port, 5, stored(5));

      expect(await back.untilPong()).toEqual([
        hex(publish(5, { ...will, id: 1, properties: [2, ...u32(40)] })),
      ]);
    });
  });

  oursAlone('it is tuned to say why', () => {
    test.for([
      ['[5.0 MQTT-3.4.2-2] [5.0 MQTT-3.4.2-3] PUBACK', publish(5, { topic: 'w', qos: 1 }), '40 03 00 01 99'],
      ['[5.0 MQTT-3.5.2-2] [5.0 MQTT-3.5.2-3] PUBREC', publish(5, { topic: 'w', qos: 2 }), '50 03 00 01 99'],
      ['[5.0 MQTT-3.9.2-1] [5.0 MQTT-3.9.2-2] SUBACK', subscribe(5, 'lab'), '90 04 00 0a 00 87'],
    ] as const)(
      '%s has no Reason String beyond the Maximum Packet Size of the client',
      async ([, sent, answer]) => {
        const tuning = {
          checkPayloadFormat: true,
          refusedFilters: [{ filter: 'lab', reasonCode: 0x87 as const }],
        };
        const { port } = await testBroker({ tuning });
        const { client } = await connected(port, 5, { properties: [0x27, ...u32(24)] });
        const { client: other } = await connected(port, 5, { id: 'other' });
        // The payload says that it is text, and is none.
        const wrong = sent[0] === 0x82 ? sent : packet(sent[0] ?? 0, 'w', u16(1), 2, 1, 1, [0xff]);

        client.send(wrong);
        other.send(wrong);

        const told = await other.next();
        expect([await client.untilPong(), told.length > answer.length]).toEqual([[answer], true]);
      },
    );
  });
});
