import type { Device, Link } from './device.ts';
import { rounded, wandering } from './walk.ts';

/** A bridge that speaks as Zigbee2MQTT does: one client for many small devices. */
export function zigbeeBridge(): Device {
  return {
    name: 'Zigbee bridge',
    clientId: 'zigbee2mqtt',
    what: 'Zigbee2MQTT-like payloads of five devices, with availability and discovery; MQTT 3.1.1',
    protocolVersion: 4,
    will: () => ({
      topic: 'zigbee2mqtt/bridge/state',
      payload: '{"state":"offline"}',
      qos: 1,
      retain: true,
    }),
    run(link, world) {
      const power = wandering(world.random, 8, 16, 0.4);
      const warmth = wandering(world.random, 19, 23, 0.1);
      const humidity = wandering(world.random, 38, 55, 0.4);
      let isOn = true;
      let motion = 0;
      let energy = 41;
      const sendPlug = () =>
        link.publishJson(
          'zigbee2mqtt/hall_plug',
          {
            power: isOn ? rounded(power(), 1) : 0,
            state: isOn ? 'ON' : 'OFF',
            energy: rounded(energy, 2),
            linkquality: 168,
          },
          { retain: true },
        );
      link.onConnected(() => announceBridge(link));
      link.every(500, world.random, () => {
        energy += 0.001;
        sendPlug();
      });
      link.every(2_000, world.random, () => {
        motion += 1;
        link.publishJson('zigbee2mqtt/kitchen_motion', {
          occupancy: motion % 7 < 2,
          illuminance: 120 + (motion % 40),
          battery: 91,
          linkquality: 112,
        });
      });
      link.every(5_000, world.random, () =>
        link.publishJson('zigbee2mqtt/bedroom_climate', {
          temperature: rounded(warmth(), 2),
          humidity: rounded(humidity(), 1),
          pressure: 1013,
          battery: 77,
        }),
      );
      link.every(11_000, world.random, () =>
        link.publishJson('zigbee2mqtt/front_door', { contact: motion % 5 !== 0, battery: 100 }),
      );
      link.every(15_000, world.random, () =>
        link.publishJson('zigbee2mqtt/bridge/logging', {
          level: 'info',
          message: 'Zigbee: 5 devices joined',
        }),
      );
      link.subscribe('zigbee2mqtt/hall_plug/set', 0, (_topic, payload) => {
        const text = payload.toString('utf8');
        isOn = text.includes('TOGGLE') ? !isOn : text.includes('ON');
        sendPlug();
      });
    },
  };
}

/** A plug with the firmware Tasmota: `tele`, `stat` and `cmnd`. */
export function tasmotaPlug(number: number): Device {
  const id = `tasmota_${(0x4c71a0 + number).toString(16).toUpperCase()}`;
  return {
    name: `Tasmota plug ${number}`,
    clientId: id,
    what: 'tele, stat and cmnd as Tasmota has them; MQTT 3.1.1',
    protocolVersion: 4,
    will: () => ({ topic: `tele/${id}/LWT`, payload: 'Offline', qos: 1, retain: true }),
    run(link, world) {
      const power = wandering(world.random, 40, 90, 3);
      const time = () => new Date(world.now()).toISOString().slice(0, 19);
      let isOn = true;
      link.onConnected(() => link.publish(`tele/${id}/LWT`, 'Online', { qos: 1, retain: true }));
      link.every(10_000, world.random, () =>
        link.publishJson(`tele/${id}/STATE`, {
          Time: time(),
          Uptime: '3T04:12:09',
          Heap: 25,
          POWER: isOn ? 'ON' : 'OFF',
          Wifi: { AP: 1, SSId: 'workshop', RSSI: 78, Signal: -61 },
        }),
      );
      link.every(3_000, world.random, () =>
        link.publishJson(`tele/${id}/SENSOR`, {
          Time: time(),
          ENERGY: {
            Total: 12.345,
            Power: Math.round(power()),
            Voltage: 230,
            Current: rounded(power() / 230, 3),
          },
        }),
      );
      link.subscribe(`cmnd/${id}/POWER`, 0, (_topic, payload) => {
        isOn = payload.toString('utf8') === 'TOGGLE' ? !isOn : payload.toString('utf8') === 'ON';
        link.publishJson(`stat/${id}/RESULT`, { POWER: isOn ? 'ON' : 'OFF' });
        link.publish(`stat/${id}/POWER`, isOn ? 'ON' : 'OFF', { retain: true });
      });
    },
  };
}

/** The house's controller: listens to everything of the house and switches something now and then. */
export function homeAssistant(): Device {
  return {
    name: 'Home automation',
    clientId: 'homeassistant',
    what: 'listens to the house, reads discovery, switches plugs; MQTT 5.0',
    protocolVersion: 5,
    will: () => ({ topic: 'homeassistant/status', payload: 'offline', qos: 1, retain: true }),
    run(link, world) {
      const ignore = () => undefined;
      for (const filter of ['zigbee2mqtt/#', 'tele/#', 'stat/#', 'homeassistant/#']) {
        link.subscribe(filter, 1, ignore);
      }
      link.onConnected(() => link.publish('homeassistant/status', 'online', { qos: 1, retain: true }));
      link.every(20_000, world.random, () => {
        link.publishJson('zigbee2mqtt/hall_plug/set', { state: 'TOGGLE' });
        link.publish(`cmnd/tasmota_${(0x4c71a1).toString(16).toUpperCase()}/POWER`, 'TOGGLE');
      });
    },
  };
}

function announceBridge(link: Link): void {
  const retained = { qos: 1, retain: true } as const;
  link.publishJson('zigbee2mqtt/bridge/state', { state: 'online' }, retained);
  link.publishJson(
    'zigbee2mqtt/bridge/info',
    { version: '2.1.0', permit_join: false, log_level: 'info' },
    retained,
  );
  const device = { identifiers: ['zigbee2mqtt_0x00158d0001'], manufacturer: 'Demo', name: 'hall_plug' };
  link.publishJson(
    'homeassistant/switch/hall_plug/config',
    {
      name: null,
      unique_id: 'hall_plug_switch',
      state_topic: 'zigbee2mqtt/hall_plug',
      command_topic: 'zigbee2mqtt/hall_plug/set',
      value_template: '{{ value_json.state }}',
      device,
    },
    retained,
  );
  for (const reading of ['temperature', 'humidity', 'pressure', 'battery']) {
    link.publishJson(
      `homeassistant/sensor/bedroom_climate/${reading}/config`,
      {
        unique_id: `bedroom_climate_${reading}`,
        state_topic: 'zigbee2mqtt/bedroom_climate',
        value_template: `{{ value_json.${reading} }}`,
        device_class: reading,
        state_class: 'measurement',
      },
      retained,
    );
  }
}
