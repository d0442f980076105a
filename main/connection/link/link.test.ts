import { expect, test } from 'vitest';
import { encode } from '../../../app/mqtt/encode.ts';
import type { Packet, PublishPacket } from '../../../app/mqtt/packet.ts';
import { AcknowledgementGate } from '../lab/acknowledgement-gate.ts';
import { ack, connack } from '../testing/fake-broker.ts';
import { createTestObserver, testClock, waitFor } from '../testing/setup.ts';
import { Link } from './link.ts';
import type { LinkEnd } from './link-end.ts';
import { askedEnd } from './link-end.ts';
import type { Wire, WireListener } from './wire.ts';

interface FakeWire extends Wire {
  readonly sent: Uint8Array[];
  /** As the broker: packets of one read. */
  receive(...packets: Packet[]): void;
  receiveBytes(bytes: Uint8Array): void;
  drain(): void;
  waiting: number;
  paused: boolean;
}

function createFakeWire(): FakeWire {
  let listener: WireListener | undefined;
  const wire: FakeWire = {
    sent: [],
    waiting: 0,
    paused: false,
    listen: (given) => {
      listener = given;
    },
    send: (bytes) => wire.sent.push(bytes),
    pause: () => {
      wire.paused = true;
    },
    resume: () => {
      wire.paused = false;
    },
    end: () => queueMicrotask(() => listener?.closed(undefined)),
    destroy: () => undefined,
    receive: (...packets) => wire.receiveBytes(Buffer.concat(packets.map((packet) => encode(packet, 5)))),
    receiveBytes: (bytes) => listener?.received(bytes),
    drain: () => {
      wire.waiting = 0;
      listener?.drained();
    },
  };
  return wire;
}

function setup(mustWait: () => boolean = () => false) {
  const wire = createFakeWire();
  const observer = createTestObserver();
  const ends: LinkEnd[] = [];
  const received: Packet[] = [];
  const link = new Link({
    wire,
    observer,
    clock: testClock,
    version: 5,
    received: new Set(),
    receiveMaximum: 65_535,
    id: observer.linkOpened({ address: 'fake', transport: 'tcp' }, 0),
    mustWait,
    mend: (frame) => frame.slice(),
    gate: new AcknowledgementGate(testClock, () => undefined),
    listener: {
      received: (packet) => received.push(packet),
      sent: () => undefined,
      closed: (end) => ends.push(end),
    },
  });
  const ended = () =>
    waitFor(
      () => ends[0],
      () => 'It did not end',
    );
  return { wire, observer, ended, received, link };
}

function publish(id: number, qos: 0 | 1 | 2): PublishPacket {
  const payload = new Uint8Array(0);
  return { type: 'publish', topic: 't', payload, qos, retain: false, dup: false, id, properties: {} };
}

test('packets that come byte by byte are whole for the observer', () => {
  const { wire, observer } = setup();
  const bytes = Buffer.concat(
    [connack(false), publish(0, 0), ack('puback', 7)].map((packet) => encode(packet, 5)),
  );

  for (const byte of bytes) wire.receiveBytes(Uint8Array.of(byte));

  expect(observer.lines()).toEqual(['< CONNACK', '< PUBLISH', '< PUBACK']);
});

test('the packets of one read share its time', () => {
  const { wire, observer } = setup();

  wire.receive(connack(false), publish(0, 0), publish(0, 0));

  expect(new Set(observer.seen.map(({ time }) => time)).size).toBe(1);
});

test('PUBLISH and PUBREL stop at the tap; the rest is handed on', () => {
  const { wire, received, link } = setup();

  wire.receive(connack(false), publish(0, 0), publish(1, 2), ack('pubrel', 1), { type: 'pingresp' });

  expect(received.map(({ type }) => type)).toEqual(['connack', 'pingresp']);
  expect(link.stream.read()).toEqual(
    Buffer.from([...encode(connack(false), 5), ...encode({ type: 'pingresp' }, 5)]),
  );
});

test('a broker that does not take our acknowledgements is not read from until it does', async () => {
  const { wire } = setup();
  wire.receive(connack(false));
  wire.waiting = 1_048_577;

  wire.receive(publish(1, 1));
  await waitFor(
    () => wire.sent[0],
    () => 'Nothing was sent',
  );
  const whileSlow = wire.paused;
  wire.drain();

  expect(whileSlow).toBe(true);
  expect(wire.paused).toBe(false);
});

test('a broker that floods MQTT.js with answers is not read from until they are worked off', async () => {
  const { wire, link } = setup();
  wire.receive(connack(false));

  for (let count = 0; count < 1_000_000 && !wire.paused; count += 1) wire.receive({ type: 'pingresp' });
  const whileFull = wire.paused;
  link.stream.resume();
  await waitFor(
    () => (wire.paused ? undefined : true),
    () => 'It is not read from again',
  );

  expect(whileFull).toBe(true);
});

test('while we must wait nothing is read, and reading goes on when we need not', async () => {
  let isFull = false;
  const { wire, observer } = setup(() => isFull);
  wire.receive(connack(false));

  isFull = true;
  wire.receive(publish(0, 0));
  const whileFull = wire.paused;
  isFull = false;
  await waitFor(
    () => (wire.paused ? undefined : true),
    () => 'It is not read from again',
  );

  expect(whileFull).toBe(true);
  expect(observer.lines()).toEqual(['< CONNACK', '< PUBLISH']);
});

test('a packet beyond the limit ends the connection at its fixed header', async () => {
  const { wire, ended } = setup();
  wire.receive(connack(false));

  wire.receiveBytes(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f));

  expect(await ended()).toMatchObject({
    kind: 'violation',
    failure: { detail: expect.stringContaining('larger than') },
  });
  expect(wire.sent.map((bytes) => [...bytes])).toEqual([[0xe0, 1, 0x95]]);
});

test('what comes after the end is neither seen nor answered', () => {
  const { wire, observer, link } = setup();
  wire.receive(connack(false));

  link.close(askedEnd, 0);
  wire.receive(publish(1, 1));

  expect(observer.lines()).toEqual(['< CONNACK', '> DISCONNECT']);
});

test('[MQTT-3.2.0-1] a packet before CONNACK is a violation', async () => {
  const { wire, ended } = setup();

  wire.receive(publish(0, 0));

  expect((await ended()).failure.detail).toContain('PUBLISH before CONNACK');
  expect(wire.sent).toEqual([]);
});

test('[MQTT-3.1.2-27] a topic alias that was not allowed is a violation', async () => {
  const { wire, ended } = setup();

  wire.receive(connack(false), { ...publish(0, 0), properties: { topicAlias: 1 } });

  expect((await ended()).failure.detail).toContain('topic alias');
  expect(wire.sent.map((bytes) => [...bytes])).toEqual([[0xe0, 1, 0x94]]);
});
