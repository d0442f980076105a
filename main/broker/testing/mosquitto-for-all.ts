import type { TestProject } from 'vitest/node';
import { startMosquitto } from '../../connection/testing/mosquitto.ts';

/** One mosquitto for all conformance tests of a run: its default limits, no delays of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mosquitto = await startMosquitto({ lines: ['set_tcp_nodelay true', 'sys_interval 0'] });
  project.provide('mosquitto', { port: mosquitto.ports.tcp, wsPort: mosquitto.ports.ws });
  return () => mosquitto.stop();
}
