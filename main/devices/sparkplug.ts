import type { Device, Link, Surroundings } from './device.ts';
import type { Metric } from './sparkplug-payload.ts';
import { datatype, encodePayload, trueMetrics } from './sparkplug-payload.ts';
import { wandering } from './walk.ts';

const group = 'spBv1.0/Plant7';
const node = 'edge-1';
const rebirth = 'Node Control/Rebirth';
const bdSeq = 'bdSeq';

interface Reading {
  readonly name: string;
  readonly alias: number;
  read(): number;
}

interface Machine {
  readonly id: string;
  readonly readings: readonly Reading[];
}

/** An edge node of Sparkplug B with three devices: births, data by alias, a death as its will. */
export function sparkplugNode(world: Surroundings): Device {
  let births = 0;
  return {
    name: 'Sparkplug edge node',
    clientId: 'sparkplug-edge-1',
    what: 'NBIRTH, DBIRTH, NDATA, DDATA and NDEATH in protobuf, born again on command; MQTT 3.1.1',
    protocolVersion: 4,
    // The death carries the number of the birth that follows it in this session (clause 6.4.16).
    will: () => ({
      topic: `${group}/NDEATH/${node}`,
      payload: encodePayload(world.now(), [birthNumber(world, births)]),
      qos: 1,
      retain: false,
    }),
    run(link) {
      const session = new EdgeSession(link, world);
      link.subscribe(`${group}/NCMD/${node}`, 1, (_topic, payload) => {
        if (trueMetrics(payload).includes(rebirth)) session.bear(births);
      });
      link.subscribe(`${group}/DCMD/${node}/#`, 1, () => undefined);
      link.onConnected(() => {
        session.bear(births);
        births = (births + 1) % 256;
      });
      link.every(1_000, world.random, () => session.sendNode());
      for (const machine of session.machines) {
        link.every(500, world.random, () => session.sendMachine(machine));
      }
    },
  };
}

/** The host application: reads all of the group and asks the node to be born again now and then. */
export function sparkplugHost(): Device {
  return {
    name: 'Sparkplug host',
    clientId: 'scada-host',
    what: 'subscribes to the group and asks for a rebirth every two minutes; MQTT 3.1.1',
    protocolVersion: 4,
    will: () => ({ topic: 'spBv1.0/STATE/scada-host', payload: '{"online":false}', qos: 1, retain: true }),
    run(link, world) {
      link.subscribe('spBv1.0/#', 1, () => undefined);
      link.onConnected(() =>
        link.publishJson(
          'spBv1.0/STATE/scada-host',
          { online: true, timestamp: world.now() },
          { qos: 1, retain: true },
        ),
      );
      link.every(120_000, world.random, () => {
        const command = { name: rebirth, timestamp: world.now(), datatype: datatype.boolean, value: true };
        link.publish(`${group}/NCMD/${node}`, encodePayload(world.now(), [command]));
      });
    },
  };
}

/** What the node has said in this session: the sequence number rises with every message from 0 to 255 and round. */
class EdgeSession {
  readonly machines: readonly Machine[];
  readonly #link: Link;
  readonly #world: Surroundings;
  readonly #load: () => number;
  #sequence = 0;

  constructor(link: Link, world: Surroundings) {
    this.#link = link;
    this.#world = world;
    this.#load = wandering(world.random, 10, 60, 3);
    this.machines = ['mixer', 'filler', 'packer'].map((id, index) => ({
      id,
      readings: ['Speed', 'Torque', 'Temperature'].map((name, place) => ({
        name,
        alias: 10 + index * 10 + place,
        read: wandering(world.random, 20, 90, 1.5),
      })),
    }));
  }

  bear(births: number): void {
    const now = this.#world.now();
    this.#sequence = 0;
    const control = { name: rebirth, timestamp: now, datatype: datatype.boolean, value: false };
    const load = {
      name: 'CPU load',
      alias: 1,
      timestamp: now,
      datatype: datatype.double,
      value: this.#load(),
    };
    const hardware = { name: 'Hardware', timestamp: now, datatype: datatype.string, value: 'Demo edge 1' };
    this.#send(`NBIRTH/${node}`, [birthNumber(this.#world, births), control, load, hardware]);
    for (const machine of this.machines) {
      this.#send(
        `DBIRTH/${node}/${machine.id}`,
        this.#metrics(machine, (name) => ({ name })),
      );
    }
  }

  sendNode(): void {
    const load = { alias: 1, timestamp: this.#world.now(), datatype: datatype.double, value: this.#load() };
    this.#send(`NDATA/${node}`, [load]);
  }

  sendMachine(machine: Machine): void {
    this.#send(
      `DDATA/${node}/${machine.id}`,
      this.#metrics(machine, () => ({})),
    );
  }

  #metrics(machine: Machine, named: (name: string) => { readonly name?: string }): Metric[] {
    const timestamp = this.#world.now();
    return machine.readings.map(({ name, alias, read }) => ({
      ...named(name),
      alias,
      timestamp,
      datatype: datatype.double,
      value: read(),
    }));
  }

  #send(topic: string, metrics: readonly Metric[]): void {
    this.#link.publish(`${group}/${topic}`, encodePayload(this.#world.now(), metrics, this.#sequence));
    this.#sequence = (this.#sequence + 1) % 256;
  }
}

function birthNumber(world: Surroundings, births: number): Metric {
  return { name: bdSeq, timestamp: world.now(), datatype: datatype.int64, value: births };
}
