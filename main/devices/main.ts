import { parentPort, workerData } from 'node:worker_threads';
import { runDevices } from './running-devices.ts';
import type { DevicesData, FromDevices } from './worker-messages.ts';

/** The thread of the demo devices: plain MQTT clients that use nothing of the app. */
const port = parentPort;
if (port === null) throw new Error('The demo devices run as a worker');

const { port: brokerPort, misbehaving, manner }: DevicesData = workerData;
const post = (message: FromDevices) => port.postMessage(message);
const running = runDevices(
  {
    host: '127.0.0.1',
    port: brokerPort,
    manner,
    now: () => Date.now(),
    random: () => Math.random(),
    log: (text) => post({ type: 'log', text }),
  },
  { misbehaving, onChange: () => post({ type: 'devices', devices: running.states() }) },
);
post({ type: 'devices', devices: running.states() });

port.once('message', () => {
  // All links and timers end with it, and so does the thread.
  void running.stop().then(() => port.close());
});
