import type { Device, Link, MessageListener, Surroundings } from './device.ts';
import { oneOf, rounded, wandering } from './walk.ts';

const firmware = '4.2.1';
const json = { contentType: 'application/json', payloadFormatIndicator: true } as const;

/** A press that speaks MQTT 5.0: telemetry with properties, alarms at QoS 2, retained state, commands answered. */
export function press(line: number): Device {
  const base = `plant-7/line-${line}/press`;
  const clientId = `press-plc-${line}`;
  return {
    name: `Press, line ${line}`,
    clientId,
    what: 'JSON telemetry, alarms at QoS 2, retained state, answers commands; MQTT 5.0',
    protocolVersion: 5,
    will: () => ({ topic: `${base}/state`, payload: 'offline', qos: 1, retain: true }),
    run(link, world) {
      const temperature = wandering(world.random, 68, 76, 0.2);
      const vibration = wandering(world.random, 0.3, 0.6, 0.02);
      const speed = wandering(world.random, 1440, 1520, 8);
      const telemetry = {
        qos: 1,
        properties: { ...json, messageExpiryInterval: 3600, userProperties: { firmware } },
      } as const;
      link.onConnected(() => link.publish(`${base}/state`, 'running', { qos: 1, retain: true }));
      link.every(50, world.random, () =>
        link.publishJson(
          `${base}/telemetry`,
          {
            device: clientId,
            temp: rounded(temperature(), 1),
            vib: rounded(vibration(), 2),
            rpm: Math.round(speed()),
            mode: 'auto',
            ok: true,
          },
          telemetry,
        ),
      );
      link.every(17_000, world.random, () => raiseAlarm(link, world, base));
      link.subscribe(`${base}/cmd/set`, 1, replyTo(link, `${base}/cmd/reply`));
    },
  };
}

/** An oven that speaks MQTT 3.1.1. */
export function oven(line: number): Device {
  const base = `plant-7/line-${line}/oven`;
  const clientId = `oven-plc-${line}`;
  return {
    name: `Oven, line ${line}`,
    clientId,
    what: 'JSON telemetry of six zones at QoS 0, retained state; MQTT 3.1.1',
    protocolVersion: 4,
    will: () => ({ topic: `${base}/state`, payload: 'offline', qos: 1, retain: true }),
    run(link, world) {
      const zones = Array.from({ length: 6 }, () => wandering(world.random, 180, 260, 0.8));
      link.onConnected(() => link.publish(`${base}/state`, 'heating', { qos: 1, retain: true }));
      link.every(200, world.random, () =>
        link.publishJson(`${base}/telemetry`, {
          device: clientId,
          zones: zones.map((zone) => rounded(zone(), 1)),
          ok: true,
        }),
      );
      link.every(9_000, world.random, () =>
        link.publish(`${base}/state`, oneOf(world.random, 'heating', 'holding', 'idle'), {
          qos: 1,
          retain: true,
        }),
      );
      link.subscribe(`${base}/cmd/set`, 1, replyTo(link, `${base}/cmd/reply`));
    },
  };
}

/** A conveyor that counts parts, in plain numbers. */
export function conveyor(line: number): Device {
  const base = `plant-7/line-${line}/conveyor`;
  return {
    name: `Conveyor, line ${line}`,
    clientId: `conveyor-${line}`,
    what: 'speed and parts as plain numbers at QoS 0; MQTT 3.1.1',
    protocolVersion: 4,
    run(link, world) {
      const speed = wandering(world.random, 0.8, 1.2, 0.02);
      let parts = 0;
      link.every(250, world.random, () => link.publish(`${base}/speed`, speed().toFixed(3)));
      link.every(1_500, world.random, () => {
        parts += 1;
        link.publish(`${base}/parts`, String(parts), { qos: 1 });
      });
    },
  };
}

/** The plant's electricity meter. */
export function energyMeter(): Device {
  return {
    name: 'Energy meter',
    clientId: 'energy-meter',
    what: 'one retained JSON value a second; MQTT 5.0',
    protocolVersion: 5,
    run(link, world) {
      const power = wandering(world.random, 180, 420, 6);
      let energy = 18_231;
      link.every(1_000, world.random, () => {
        energy += power() / 3600;
        link.publishJson(
          'plant-7/energy',
          { kWh: rounded(energy, 2), kW: rounded(power(), 1) },
          { qos: 1, retain: true, properties: json },
        );
      });
    },
  };
}

function raiseAlarm(link: Link, world: Surroundings, base: string): void {
  const code = oneOf(world.random, 'E42', 'E17', 'W03');
  const alarm = {
    code,
    level: code.startsWith('E') ? 'error' : 'warning',
    at: new Date(world.now()).toISOString(),
  };
  const options = { qos: 2, properties: json } as const;
  link.publishJson(`${base}/alarm`, { ...alarm, active: true }, options);
  link.after(4_000, () => link.publishJson(`${base}/alarm`, { ...alarm, active: false }, options));
}

/** Answers a command on the response topic that came with it (MQTT 5.0), else on the topic for replies. */
function replyTo(link: Link, replyTopic: string): MessageListener {
  return (_topic, payload, packet) => {
    const { responseTopic, correlationData } = packet.properties ?? {};
    const answer = commandAnswer(payload.toString('utf8'));
    if (responseTopic === undefined) link.publishJson(replyTopic, answer, { qos: 1 });
    else {
      const properties = correlationData === undefined ? json : { ...json, correlationData };
      link.publishJson(responseTopic, answer, { qos: 1, properties });
    }
  };
}

function commandAnswer(text: string): object {
  try {
    const command: unknown = JSON.parse(text);
    const setpoint =
      typeof command === 'object' && command !== null && 'setpoint' in command ? command.setpoint : undefined;
    if (typeof setpoint === 'number') return { accepted: true, setpoint };
    return { accepted: false, why: '"setpoint" must be a number' };
  } catch {
    // Whoever typed the command gets to know; the machine goes on.
    return { accepted: false, why: 'not JSON' };
  }
}
