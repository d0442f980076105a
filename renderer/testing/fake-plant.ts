import type { HistoryRow } from '../../app/contract/areas/history.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';
import { nodeId } from '../../app/contract/areas/tree.ts';

/** A level of the pretended topic tree. */
export interface FakeNode {
  readonly id: NodeId;
  readonly parent: FakeNode | undefined;
  readonly name: string;
  readonly topic: string;
  readonly children: FakeNode[];
  readonly sparkline: number[];
  messages: number;
  below: number;
  rate: number;
  last: { payload: string; qos: 0 | 1 | 2; retain: boolean; time: number } | undefined;
}

export type FakeMessage = Extract<HistoryRow, { kind: 'message' }> & { readonly payload: string };
type FakeRecord = FakeMessage | Extract<HistoryRow, { kind: 'mark' }>;

interface Device {
  readonly topic: string;
  /** Messages a second. */
  readonly rate: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly client: string;
  readonly payload: (n: number) => string;
}

const wave = (n: number, base: number, swing: number): string => (base + swing * Math.sin(n / 9)).toFixed(1);

const devices: readonly Device[] = [
  ...['press', 'oven', 'conveyor'].flatMap((machine) =>
    ['line-1', 'line-2'].map((line) => ({
      topic: `plant-7/${line}/${machine}/telemetry`,
      rate: 8,
      qos: 1 as const,
      retain: false,
      client: `${machine}-plc-${line.at(-1)}`,
      payload: (n: number) =>
        `{"device":"${machine}-plc-1","temp":${wave(n, 71, 2)},"vib":0.4${n % 10},"rpm":${1480 + (n % 7)},"mode":"auto","ok":${n % 5 !== 0}}`,
    })),
  ),
  {
    topic: 'plant-7/line-1/press/alarm',
    rate: 0.3,
    qos: 2,
    retain: false,
    client: 'press-plc-1',
    payload: (n) => `{"code":"E4${n % 10}","level":"warn"}`,
  },
  {
    topic: 'plant-7/line-1/press/state',
    rate: 0.2,
    qos: 1,
    retain: true,
    client: 'press-plc-1',
    payload: (n) => (n % 2 ? 'running' : 'idle'),
  },
  {
    topic: 'plant-7/energy',
    rate: 1,
    qos: 0,
    retain: false,
    client: 'meter',
    payload: (n) => `{"kWh":${18_231 + n}}`,
  },
  {
    topic: 'zigbee2mqtt/kitchen_motion',
    rate: 0.8,
    qos: 0,
    retain: false,
    client: 'zigbee2mqtt',
    payload: (n) => `{"occupancy":${n % 2 === 0},"battery":${100 - (n % 9)},"linkquality":142}`,
  },
  {
    topic: 'zigbee2mqtt/hall_plug',
    rate: 0.5,
    qos: 0,
    retain: true,
    client: 'zigbee2mqtt',
    payload: (n) => `{"power":12.${n % 10},"state":"ON"}`,
  },
  {
    topic: 'spBv1.0/Plant7/NDATA/edge-1',
    rate: 2,
    qos: 0,
    retain: false,
    client: 'edge-1',
    payload: () => '08 c2 9c a5 e1 b8 32 12 1a 0a 04 54 65 6d 70',
  },
  {
    topic: '<img src=x onerror=alert(1)>',
    rate: 0.1,
    qos: 0,
    retain: false,
    client: 'mallory',
    payload: () => '<img src=x onerror=alert(1)>',
  },
  ...Array.from({ length: 400 }, (_, index) => ({
    topic: `owntracks/fleet/vehicle-${String(index).padStart(3, '0')}/position`,
    rate: 0.02,
    qos: 0 as const,
    retain: false,
    client: 'fleet',
    payload: (n: number) => `{"lat":52.5${n},"lon":13.4${index}}`,
  })),
];

/** Devices that publish at their rates, the tree of what they published, and every message. */
export class FakePlant {
  readonly root: FakeNode = this.#node(undefined, '', '');
  readonly records: FakeRecord[] = [];
  readonly nodes = new Map<number, FakeNode>();
  #nextNode = 1;

  #node(parent: FakeNode | undefined, name: string, topic: string): FakeNode {
    return {
      id: nodeId.parse(parent === undefined ? 0 : this.#nextNode++),
      parent,
      name,
      topic,
      children: [],
      sparkline: Array.from({ length: 24 }, () => 0),
      messages: 0,
      below: 0,
      rate: 0,
      last: undefined,
    };
  }

  find(topic: string): FakeNode {
    let node = this.root;
    const levels = topic.split('/');
    for (const [depth, name] of levels.entries()) {
      let child = node.children.find((one) => one.name === name);
      if (child === undefined) {
        child = this.#node(node, name, levels.slice(0, depth + 1).join('/'));
        this.nodes.set(child.id, child);
        node.children.push(child);
        node.children.sort((a, b) => (a.name < b.name ? -1 : 1));
      }
      node = child;
    }
    return node;
  }

  /** Lets so many seconds pass, ending at `now` in microseconds. */
  pass(seconds: number, now: number, random: () => number): void {
    for (const device of devices) {
      const expected = device.rate * seconds;
      let due = Math.floor(expected) + (random() < expected % 1 ? 1 : 0);
      while (due-- > 0) this.publish(device, now - due * 1000 - Math.floor(random() * 900));
    }
  }

  mark(mark: 'connected' | 'lost' | 'dropped', text: string, time: number): void {
    const sequence = this.records.length;
    this.records.push({ kind: 'mark', row: sequence, sequence, time, mark, text });
  }

  publish(device: Device, time: number): void {
    const node = this.find(device.topic);
    const payload = device.payload(node.messages);
    node.last = { payload, qos: device.qos, retain: device.retain, time };
    node.messages += 1;
    for (let up: FakeNode | undefined = node; up !== undefined; up = up.parent) {
      up.below += 1;
      up.rate = up.rate * 0.98 + device.rate * 0.02;
      const slot = Math.floor(time / 2e6) % 24;
      up.sparkline[slot] = (up.sparkline[slot] ?? 0) * 0.9 + 1;
    }
    const sequence = this.records.length;
    this.records.push({
      kind: 'message',
      row: sequence,
      sequence,
      time,
      direction: sequence % 17 === 0 ? 'sent' : 'received',
      topic: { text: device.topic, cut: 0 },
      qos: device.qos,
      retain: device.retain,
      dup: sequence % 41 === 0 && device.qos > 0,
      preview: { text: payload.slice(0, 256), cut: Math.max(0, payload.length - 256) },
      binary: device.topic.startsWith('spB'),
      size: payload.length,
      client: device.client,
      malformed: undefined,
      faults: [],
      payload,
    });
  }
}
