import type { DeviceState } from './device.ts';

/** What the worker is started with. */
export interface DevicesData {
  readonly port: number;
  readonly misbehaving: boolean;
}

/** From the worker; the other way there is only `stop`. */
export type FromDevices =
  | { readonly type: 'devices'; readonly devices: DeviceState[] }
  | { readonly type: 'log'; readonly text: string };
