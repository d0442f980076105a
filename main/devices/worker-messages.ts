import type { DeviceState, Manner } from './device.ts';

/** What the worker is started with. */
export interface DevicesData {
  readonly port: number;
  readonly misbehaving: boolean;
  readonly manner: Manner | undefined;
}

/** From the worker; the other way there is only `stop`. */
export type FromDevices =
  | { readonly type: 'devices'; readonly devices: DeviceState[] }
  | { readonly type: 'log'; readonly text: string };
