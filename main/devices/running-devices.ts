import { camera, recorder } from './camera.ts';
import type { Device, DeviceState, Surroundings } from './device.ts';
import { DeviceLink } from './device-link.ts';
import { brokenSensor, twin } from './misbehaving.ts';
import { conveyor, energyMeter, oven, press } from './plant-machines.ts';
import { controlRoom, historian } from './plant-watchers.ts';
import { homeAssistant, tasmotaPlug, zigbeeBridge } from './smart-home.ts';
import { sparkplugHost, sparkplugNode } from './sparkplug.ts';

interface RunningDevices {
  states(): DeviceState[];
  stop(): Promise<void>;
}

/** Starts all demo devices in this thread; those that listen come first, so that little is said to nobody. */
export function runDevices(
  world: Surroundings,
  options: { readonly misbehaving: boolean; readonly onChange: () => void },
): RunningDevices {
  const devices = options.misbehaving
    ? [...goodDevices(world), brokenSensor(), twin('first'), twin('second')]
    : goodDevices(world);
  const links = devices.map((device) => new DeviceLink(device, world, options.onChange));
  return {
    states: () => links.map((link) => link.state()),
    stop: async () => {
      await Promise.all(links.map((link) => link.stop()));
    },
  };
}

/** Those that do what is expected of them, all of them in their order. */
export function goodDevices(world: Surroundings): Device[] {
  return [
    ...[historian(), controlRoom(), homeAssistant(), sparkplugHost(), recorder()],
    ...[press(1), oven(1), conveyor(1), press(2), oven(2), conveyor(2), energyMeter()],
    ...[zigbeeBridge(), tasmotaPlug(1), tasmotaPlug(2)],
    ...[sparkplugNode(world), camera()],
  ];
}
