import type { IClientPublishOptions, IPublishPacket } from 'mqtt';

/** As the interface shows a device. */
export interface DeviceState {
  readonly name: string;
  readonly clientId: string;
  readonly what: string;
  readonly state: 'connected' | 'connecting' | 'stopped';
}

/** How devices are to speak in a test; without it as they would. */
export interface Manner {
  /** They publish and subscribe at this QoS; undefined for that of each. */
  readonly qos: 0 | 1 | 2 | undefined;
}

/** What a device may use of its world. */
export interface Surroundings {
  readonly host: string;
  readonly port: number;
  readonly manner: Manner | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to 1. */
  random(): number;
  log(text: string): void;
}

export interface Will {
  readonly topic: string;
  readonly payload: string | Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** What came with a message stands in the packet's properties. */
export type MessageListener = (topic: string, payload: Buffer, packet: IPublishPacket) => void;

/** A device's way to the broker. What is published while the connection is gone is not sent. */
export interface Link {
  publish(topic: string, payload: string | Buffer, options?: IClientPublishOptions): void;
  publishJson(topic: string, value: unknown, options?: IClientPublishOptions): void;
  /** Subscribes now and after every loss of the session. Wildcards fill whole levels; no shared subscriptions. */
  subscribe(filter: string, qos: 0 | 1 | 2, listener: MessageListener): void;
  onConnected(task: () => void): void;
  /** While connected, every so many milliseconds, the first time soon but not with all others. */
  every(milliseconds: number, random: () => number, task: () => void): void;
  /** Once, if connected then. */
  after(milliseconds: number, task: () => void): void;
}

/** One MQTT client that pretends to be a machine. */
export interface Device {
  readonly name: string;
  readonly clientId: string;
  readonly what: string;
  readonly protocolVersion: 4 | 5;
  /** The session outlives the connection by this many seconds; undefined for a clean start each time. */
  readonly sessionSeconds?: number;
  /** Asked for before every attempt to connect. */
  will?(): Will;
  /** Called once: says what the device does from then on. */
  run(link: Link, world: Surroundings): void;
}
