import type { IPublishPacket, MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { test as alone } from 'vitest';
import type { Mosquitto } from '../connection/testing/mosquitto.ts';
import { startMosquitto } from '../connection/testing/mosquitto.ts';
import type { Fleet } from './fleet.ts';
import { startFleet } from './fleet.ts';

/** What ends with a test; the last that began is the first to end. */
type AtEnd = (end: () => Promise<void>) => void;

// They wait for what devices say of themselves, each for its own ones and its own broker: side by side.
const test = alone.concurrent;

async function setup(atEnd: AtEnd, misbehaving: boolean) {
  const mosquitto = await startMosquitto();
  atEnd(() => mosquitto.stop());
  const watcher = await watch(atEnd, mosquitto);
  const waiting = new Set<() => void>();
  const fleet = startFleet({
    port: mosquitto.ports.tcp,
    misbehaving,
    onChange: () => {
      for (const check of waiting) check();
    },
    log: () => undefined,
  });
  atEnd(() => fleet.stop());
  const until = (holds: (fleet: Fleet) => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!holds(fleet)) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { mosquitto, fleet, until, watcher };
}

/** A subscriber to everything that remembers the first message of each topic. */
async function watch(atEnd: AtEnd, mosquitto: Mosquitto) {
  const client: MqttClient = await connectAsync({
    host: '127.0.0.1',
    port: mosquitto.ports.tcp,
    protocolVersion: 5,
    reconnectPeriod: 200,
  });
  atEnd(() => client.endAsync(true));
  const seen = new Map<string, { payload: Buffer; packet: IPublishPacket }>();
  let check: () => void = () => undefined;
  client.on('message', (topic, payload, packet) => {
    if (!seen.has(topic)) seen.set(topic, { payload, packet });
    check();
  });
  await client.subscribeAsync('#', { qos: 2 });
  const untilSeen = (topics: readonly string[]) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (topics.every((topic) => seen.has(topic))) resolve();
      };
      check();
    });
  return { client, seen, untilSeen };
}

const allConnected = (fleet: Fleet) =>
  fleet.devices().length > 0 && fleet.devices().every((device) => device.state === 'connected');

test('All demo devices connect and say what their kind says', async ({ expect, onTestFinished }) => {
  const { fleet, until, watcher } = await setup(onTestFinished, false);

  await until(allConnected);
  await watcher.untilSeen([
    ...['plant-7/line-1/press/telemetry', 'plant-7/line-2/oven/telemetry', 'plant-7/line-1/conveyor/speed'],
    ...['plant-7/line-1/press/state', 'plant-7/energy', 'plant-7/line-1/press/alarm'],
    ...['zigbee2mqtt/hall_plug', 'tele/tasmota_4C71A1/LWT', 'homeassistant/switch/hall_plug/config'],
    ...['spBv1.0/Plant7/NBIRTH/edge-1', 'spBv1.0/Plant7/DDATA/edge-1/mixer', 'cameras/line-1/frame'],
    ...['plant-7/control-room/reply', 'plant-7/line-1/oven/cmd/reply'],
  ]);

  const telemetry = watcher.seen.get('plant-7/line-1/press/telemetry');
  expect(JSON.parse(telemetry?.payload.toString('utf8') ?? '')).toMatchObject({
    device: 'press-plc-1',
    ok: true,
  });
  expect(telemetry?.packet.properties).toMatchObject({
    contentType: 'application/json',
    messageExpiryInterval: 3600,
    payloadFormatIndicator: true,
    userProperties: { firmware: '4.2.1' },
  });
  expect(watcher.seen.get('plant-7/line-1/press/alarm')?.packet.qos).toBe(2);
  expect(watcher.seen.get('cameras/line-1/frame')?.payload.subarray(0, 3)).toEqual(
    Buffer.from('ffd8ff', 'hex'),
  );
  expect(watcher.seen.get('plant-7/control-room/reply')?.packet.properties?.correlationData).toBeDefined();
  expect(new Set(fleet.devices().map((device) => device.clientId)).size).toBe(fleet.devices().length);
}, 60_000);

test('They come back when the broker restarts', async ({ expect, onTestFinished }) => {
  const { mosquitto, fleet, until } = await setup(onTestFinished, false);
  await until(allConnected);

  await mosquitto.stop();
  await until(() => fleet.devices().every((device) => device.state === 'connecting'));
  await mosquitto.start();
  await until(allConnected);

  expect(fleet.devices().length).toBeGreaterThan(10);
}, 60_000);

test('Stopped devices say goodbye: no will is published', async ({ expect, onTestFinished }) => {
  const { fleet, until, watcher } = await setup(onTestFinished, false);
  await until(allConnected);
  await watcher.untilSeen(['plant-7/line-1/press/state', 'cameras/line-1/status']);
  const states: string[] = [];
  watcher.client.on('message', (topic, payload) => {
    if (/state|status|LWT|NDEATH/u.test(topic)) states.push(`${topic} ${payload.toString('latin1')}`);
  });

  await fleet.stop();
  await watcher.client.publishAsync('last/message', 'x', { qos: 1 });
  await watcher.untilSeen(['last/message']);

  expect(fleet.devices().every((device) => device.state === 'stopped')).toBe(true);
  expect(states.filter((state) => /offline|NDEATH/iu.test(state))).toEqual([]);
}, 60_000);

test('The misbehaving ones steal each other’s connection and say UTF-8 of what is not', async ({
  expect,
  onTestFinished,
}) => {
  const { mosquitto, watcher } = await setup(onTestFinished, true);

  await watcher.untilSeen(['misfit/reading', 'misfit/flood/39', 'misfit/thermostat']);

  const reading = watcher.seen.get('misfit/reading');
  expect(reading?.packet.properties?.payloadFormatIndicator).toBe(true);
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(reading?.payload)).toThrow();
  expect(mosquitto.log()).toMatch(/thermostat-7 already connected|taken over/u);
}, 60_000);
