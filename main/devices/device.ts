import type { DeviceLink } from './device-link.ts';

/** As the interface shows a device. */
export interface DeviceState {
  readonly name: string;
  readonly clientId: string;
  readonly what: string;
  readonly state: 'connected' | 'connecting' | 'stopped';
}

/** What a device may use of its world. */
export interface Surroundings {
  readonly host: string;
  readonly port: number;
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
  run(link: DeviceLink, world: Surroundings): void;
}
