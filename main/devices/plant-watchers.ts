import type { Device } from './device.ts';
import { rounded } from './walk.ts';

/** Takes in all that the plant says and writes a summary every ten seconds. */
export function historian(): Device {
  return {
    name: 'Historian',
    clientId: 'historian',
    what: 'subscribes to the plant at QoS 1 and to its alarms at QoS 2, in a session that outlives it; MQTT 5.0',
    protocolVersion: 5,
    sessionSeconds: 600,
    run(link, world) {
      let messages = 0;
      let alarms = 0;
      const count = () => {
        messages += 1;
      };
      link.subscribe('plant-7/+/+/telemetry', 1, count);
      link.subscribe('plant-7/+/+/state', 1, count);
      link.subscribe('plant-7/+/conveyor/+', 1, count);
      link.subscribe('plant-7/energy', 1, count);
      link.subscribe('plant-7/+/+/alarm', 2, () => {
        alarms += 1;
      });
      link.every(10_000, world.random, () =>
        link.publishJson('plant-7/historian/stored', { messages, alarms }, { qos: 1, retain: true }),
      );
    },
  };
}

/** Sets the machines by request and response, and watches that each command is answered. */
export function controlRoom(): Device {
  return {
    name: 'Control room',
    clientId: 'control-room',
    what: 'commands with a response topic and correlation data, answered by the presses; MQTT 5.0',
    protocolVersion: 5,
    run(link, world) {
      let requests = 0;
      const ignore = () => undefined;
      link.subscribe('plant-7/control-room/reply', 1, ignore);
      link.subscribe('plant-7/+/+/cmd/reply', 1, ignore);
      link.subscribe('plant-7/historian/stored', 1, ignore);
      link.every(6_000, world.random, () => {
        requests += 1;
        const line = 1 + (requests % 2);
        const setpoint = rounded(70 + world.random() * 5, 1);
        link.publishJson(
          `plant-7/line-${line}/press/cmd/set`,
          { setpoint },
          {
            qos: 1,
            properties: {
              contentType: 'application/json',
              responseTopic: 'plant-7/control-room/reply',
              correlationData: Buffer.from(`request-${requests}`),
            },
          },
        );
        link.publishJson(`plant-7/line-${line}/oven/cmd/set`, { setpoint: 200 + line }, { qos: 1 });
      });
    },
  };
}
