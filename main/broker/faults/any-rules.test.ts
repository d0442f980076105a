import { expect, test } from 'vitest';
import type {
  FaultAction,
  FaultRule,
  FaultTarget,
  FaultWhen,
} from '../../../app/contract/areas/broker/fault.ts';
import { faultRule } from '../../../app/contract/areas/broker/fault.ts';
import { packetTypes } from '../../../app/mqtt/packet-types.ts';
import type { Random } from '../../../app/mqtt/testing/random.ts';
import { createRandom, printedSeed } from '../../../app/mqtt/testing/random.ts';
import type { LinkId } from '../../capture/observer.ts';
import { openAccess } from '../access/access.ts';
import { defaultConfig } from '../config/broker-config.ts';
import { makeCore } from '../core.ts';
import { dispatch } from '../dispatch.ts';
import { Peer } from '../peer/peer.ts';
import type { Version } from '../testing/bytes.ts';
import {
  acknowledge,
  bytes,
  connect,
  disconnect,
  hex,
  pingreq,
  publish,
  subscribe,
  unsubscribe,
} from '../testing/bytes.ts';
import { TestChannel } from '../testing/test-channel.ts';
import { TestTime } from '../testing/test-time.ts';

const types = packetTypes.flatMap((type) => (type === undefined ? [] : [type]));
const malformations = [
  'longer',
  'shorter',
  'size',
  'flags',
  'type',
  'truncated',
  'packet id',
  'text',
] as const;

function setup() {
  const time = new TestTime();
  const mistakes: string[] = [];
  const touches: string[] = [];
  const core = makeCore({
    clock: time,
    timers: time,
    random: Math.random,
    log: (_level, _area, text) => mistakes.push(text),
    observer: {
      linkOpened: () => 1 as LinkId,
      packet: (_link, _direction, _version, _frame, _time, touch) => {
        touches.push(...(touch?.faults ?? []));
        return -1;
      },
      linkIdentified: () => undefined,
      linkClosed: () => undefined,
    },
    access: openAccess,
    settings: defaultConfig,
    changed: () => undefined,
  });
  const open = (): { readonly channel: TestChannel; readonly peer: Peer } => {
    const channel = new TestChannel();
    const handle = (from: Peer, ...rest: readonly [never, never]) => dispatch(from, ...rest, core);
    return { channel, peer: new Peer({ core, channel, handle, closed: () => undefined }) };
  };
  return { core, time, mistakes, touches, open };
}

function randomFault(random: Random): FaultAction {
  const milliseconds = random.below(500);
  return random.pick<FaultAction>([
    { kind: 'delay', milliseconds, jitter: random.below(200) },
    { kind: 'drop' },
    { kind: 'duplicate', copies: 1 + random.below(3) },
    { kind: 'reorder', behind: 1 + random.below(4), milliseconds: 1 + milliseconds },
    { kind: 'hold', whenFull: random.pick(['drop', 'close']) },
    { kind: 'bandwidth', bytesPerSecond: 1 + random.below(5_000) },
    {
      kind: 'reason',
      reasonCode: random.pick([0, 0x10, 0x80, 0x87, 0x97, 0x9c]),
      answer: random.pick(['own', 'disconnect']),
    },
    { kind: 'malformed', how: random.pick(malformations) },
    { kind: 'close', how: random.pick(['say', 'finish', 'reset']), at: random.pick(['before', 'after']) },
    { kind: 'lose session' },
    { kind: 'expiry', factor: 1 + random.below(1_000) },
  ]);
}

function randomRule(random: Random, index: number): FaultRule {
  const fault = randomFault(random);
  const isRare = fault.kind === 'close' || fault.kind === 'lose session' || fault.kind === 'reason';
  return faultRule.parse({
    name: `rule ${index}`,
    enabled: !random.oneIn(5),
    target: random.pick<FaultTarget>([
      { of: 'all' },
      { of: 'client', clientId: 'c1' },
      { of: 'clients', clientId: 'c*' },
      { of: 'listener', name: 'elsewhere' },
    ]),
    direction: fault.kind === 'malformed' ? 'sent' : random.pick(['received', 'sent', 'both']),
    packets: random.oneIn(3) ? [] : [random.pick(['publish', 'connect', 'connack', ...types])],
    ...(random.oneIn(4) && { topic: random.pick(['#', 't', 'other']) }),
    when: isRare
      ? { of: 'every', nth: 20 + random.below(50) }
      : random.pick<FaultWhen>([
          { of: 'always' },
          { of: 'every', nth: 2 },
          { of: 'chance', probability: 0.3 },
        ]),
    seed: random.below(1_000),
    fault,
  });
}

function randomPacket(random: Random, version: Version): Uint8Array {
  const id = 1 + random.below(5);
  const properties = version === 5 && random.oneIn(3) ? [[0x23, 0, 1 + random.below(3)]] : [];
  const topic = properties.length > 0 && random.oneIn(2) ? '' : random.pick(['t', 't/u', 'other']);
  return random.pick([
    publish(version, {
      qos: random.below(3),
      id,
      topic,
      properties,
      retain: random.oneIn(5),
      payload: 'p'.repeat(random.below(300)),
    }),
    publish(version, { qos: 1, id }),
    subscribe(version, random.pick(['t', '#', '+/u']), random.below(3)),
    acknowledge(0x40, id),
    acknowledge(0x50, id),
    acknowledge(0x62, id),
    acknowledge(0x70, id),
    pingreq,
    ...(random.oneIn(8)
      ? [unsubscribe(version, 't'), disconnect(), bytes(random.bytes(2 + random.below(9)))]
      : [pingreq]),
  ]);
}

function act(random: Random, version: Version, channel: TestChannel): void {
  const what = random.below(30);
  if (what === 0) channel.destroy();
  else if (what === 1) channel.end();
  else channel.receive(...Array.from({ length: 1 + random.below(4) }, () => randomPacket(random, version)));
}

test('with any rules and any traffic the broker makes no mistake, and without them all is well again', async () => {
  const random = createRandom(printedSeed('any rules'));
  const kinds = new Set<string>();
  let touched = 0;
  for (let round = 0; round < 25; round += 1) {
    const { core, time, mistakes, touches, open } = setup();
    const clients = new Map<number, TestChannel>();
    const versions: readonly [Version, ...Version[]] = [3, 4, 5];

    for (let step = 0; step < 200; step += 1) {
      if (step % 60 === 0) {
        const rules = Array.from({ length: 1 + random.below(4) }, (_, index) => randomRule(random, index));
        for (const { fault } of rules) kinds.add(fault.kind);
        core.faults.set({ on: !random.oneIn(6), rules });
      }
      const number = random.below(4);
      const version = versions[number % 3] ?? 4;
      const channel = clients.get(number);
      if (channel === undefined || channel.happened.some((what) => /finish|destroy|reset/.test(what))) {
        const fresh = open().channel;
        clients.set(number, fresh);
        fresh.receive(
          connect(version, { id: `c${number}`, clean: random.oneIn(3), keepAlive: random.below(4) }),
        );
      } else act(random, version, channel);
      // A fault that ends a connection does so when the work in hand is done.
      await undefined;
      if (random.oneIn(4)) for (const one of clients.values()) one.drain();
      if (random.oneIn(3)) time.advance(random.below(700));
      if (random.oneIn(25)) core.faults.release('all', random.pick(['pass', 'drop']));
    }
    core.faults.set({ on: false, rules: [] });
    touched += touches.length;
    const reader = open();
    const writer = open();
    reader.channel.receive(connect(4, { id: 'healthy reader' }), subscribe(4, 'healthy', 1));
    writer.channel.receive(
      connect(4, { id: 'healthy writer' }),
      publish(4, { topic: 'healthy', qos: 1, id: 7 }),
    );
    reader.peer.outbox.flush();
    writer.peer.outbox.flush();

    expect([...new Set(mistakes)]).toEqual([]);
    expect(core.faults.state.heldInAll).toBe(0);
    expect(reader.channel.happened.join(' ')).toBe(
      `20 02 00 00 90 03 00 0a 01 ${hex(publish(4, { topic: 'healthy', qos: 1, id: 1 }))}`,
    );
    expect(writer.channel.happened.join(' ')).toBe('20 02 00 00 40 02 00 07');
  }
  expect([kinds.size, touched > 500]).toEqual([11, true]);
});
