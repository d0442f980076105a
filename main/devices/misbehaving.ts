import type { Device } from './device.ts';

/** A flood: so many messages every 20 ms for some seconds, twice a minute. That is 2,000 a second. */
const floodBatch = 40;
const floodStepMilliseconds = 20;
const floodSteps = 200;
const floodEveryMilliseconds = 30_000;

/** Says that its payload is UTF-8 text, which it is not, and floods its broker now and then. */
export function brokenSensor(): Device {
  return {
    name: 'Broken sensor',
    clientId: 'broken-sensor',
    what: 'says UTF-8 and is not, floods twice a minute with 2,000 messages a second; MQTT 5.0',
    protocolVersion: 5,
    run(link, world) {
      const notText = Buffer.from([0x74, 0x65, 0x6d, 0x70, 0xff, 0xfe, 0x80, 0x31]);
      link.every(3_000, world.random, () =>
        link.publish('misfit/reading', notText, {
          qos: 1,
          properties: { payloadFormatIndicator: true, contentType: 'text/plain' },
        }),
      );
      const flood = (step: number) => {
        for (let count = 0; count < floodBatch; count += 1) {
          link.publish(`misfit/flood/${count}`, `{"step":${step},"count":${count}}`);
        }
        if (step + 1 < floodSteps) link.after(floodStepMilliseconds, () => flood(step + 1));
      };
      link.every(floodEveryMilliseconds, world.random, () => flood(0));
    },
  };
}

/** Two devices with one client identifier: each connection takes over the session of the other. */
export function twin(which: 'first' | 'second'): Device {
  return {
    name: `Thermostat, the ${which} with this id`,
    clientId: 'thermostat-7',
    what: 'has the client identifier of another, and takes its connection over again and again; MQTT 5.0',
    protocolVersion: 5,
    run(link, world) {
      link.every(700, world.random, () =>
        link.publishJson('misfit/thermostat', {
          from: which,
          temp: 20 + Math.round(world.random() * 30) / 10,
        }),
      );
    },
  };
}
