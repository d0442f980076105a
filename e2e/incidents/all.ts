import { setTimeout as passed } from 'node:timers/promises';
import { noProperties } from '../../app/mqtt/properties.ts';
import { Device } from './device.ts';
import type { Incident } from './incident.ts';

const lostQos1: Incident = {
  name: 'lost-qos1',
  title: 'A QoS 1 message that never arrived',
  story:
    'The historian was restarted. The alarm that came meanwhile is not in it, though both ends use QoS 1.',
  filter: 'kind:publish',
  row: 'alarm',
  shows: ['no subscriber', /PUBACK id 1 0x10/, /session over/, '1 not kept'],
  answer:
    'The historian connects with Clean Start, so its session and its subscriptions ended with its connection: its lane says until when it was subscribed, and when it was again. The alarm came between: the broker says `no subscriber`, and PUBACK 0x10 said it to the publisher. The finding `not-kept` counts such messages once the client is back. QoS 1 holds between two ends of a session, and there was none. Connect with Clean Start 0 and a Session Expiry Interval that is longer than a restart.',
  play: async (port) => {
    const historian = await Device.connected(port, { clientId: 'historian' });
    await historian.subscribe('plant/#');
    await historian.die();
    const press = await Device.connected(port, { clientId: 'press-plc-1' });
    await press.publish('plant/press/alarm', '{"code":"E42"}', 1);
    const again = await Device.connected(port, { clientId: 'historian' });
    await again.subscribe('plant/#');
  },
};

const duplicateClientId: Incident = {
  name: 'duplicate-client-id',
  title: 'Two devices with one client identifier',
  story: 'A device reconnects every second. It began when a second one of the same kind was installed.',
  filter: 'client:press-plc-1',
  row: /DISCONNECT/,
  shows: ['Session taken over', /127\.0\.0\.1:\d+/, /taken over \d+ times within/],
  answer:
    'Two devices connect as `press-plc-1`. Each CONNECT has the broker close the connection of the other [MQTT-3.1.4-3], with DISCONNECT 0x8E, and both reconnect at once: the two have a lane each, with the address and port that says where the device is. The finding `client-id-conflict` below them counts how often. Give each device a client identifier of its own.',
  play: async (port) => {
    let before = await Device.connected(port, { clientId: 'press-plc-1' });
    for (let round = 0; round < 6; round += 1) {
      const next = await Device.connected(port, { clientId: 'press-plc-1' });
      await before.untilClosed();
      before = next;
    }
  },
};

const acknowledgementNeverSent: Incident = {
  name: 'ack-never-sent',
  title: 'An acknowledgement that is never sent',
  story: 'After a day the historian gets some messages a second time, always after it was restarted.',
  filter: 'kind:delivery client:historian',
  row: 'awaiting PUBACK',
  shows: [/awaiting PUBACK/, '1 unacked', /PUBACK not there after/],
  answer:
    'The historian got the message and did not send PUBACK: the exchange still awaits it, while the column Took says of those before and after how soon they were acknowledged. The finding `unacknowledged` below the packets says so after two seconds, and what is usual for this client. The message is sent again when the session is resumed, with DUP. Acknowledge in every path of the message handler, the one with the error too.',
  play: async (port) => {
    const historian = await Device.connected(port, {
      clientId: 'historian',
      acknowledges: ({ topic }) => topic !== 'plant/oven/state',
    });
    await historian.subscribe('plant/#');
    const oven = await Device.connected(port, { clientId: 'oven-3' });
    for (let id = 1; id <= 30; id += 1)
      await oven.publish('plant/oven/telemetry', `{"temp":${200 + id}}`, id);
    await oven.publish('plant/oven/state', '{"door":"open"}', 31);
    await passed(2_500);
    await oven.publish('plant/oven/telemetry', '{"temp":231}', 32);
  },
};

const receiveMaximumStall: Incident = {
  name: 'receive-maximum',
  title: 'A subscriber that gets nothing any more',
  story: 'The panel shows the state of ten minutes ago. It is connected, and the broker is not busy.',
  filter: 'kind:delivery client:panel',
  row: 'awaiting PUBACK',
  unfolds: true,
  shows: ['queued', '1 stalled', 'receive maximum 2', /2 of 2 messages are in flight/],
  answer:
    'The panel takes two unacknowledged messages at a time, as its CONNECT says (receive maximum 2), and acknowledges none: two deliveries await PUBACK, and all behind them are `queued` at the broker [MQTT-3.3.4-9]. The finding `receive-maximum` below the packets says it after two seconds. Look at what the panel does with the oldest of the two.',
  play: async (port) => {
    const panel = await Device.connected(port, {
      clientId: 'panel',
      properties: { receiveMaximum: 2 },
      acknowledges: () => false,
    });
    await panel.subscribe('plant/#');
    const oven = await Device.connected(port, { clientId: 'oven-3' });
    for (let id = 1; id <= 6; id += 1) await oven.publish('plant/oven/state', `{"step":${id}}`, id);
    await passed(2_500);
    await oven.publish('plant/oven/state', '{"step":7}', 7);
  },
};

const expired: Incident = {
  name: 'expired',
  title: 'A command that came to nothing',
  story: 'The door was told to open while its controller was asleep. It woke in time, and did not open.',
  filter: 'kind:publish',
  row: 'set',
  shows: ['expires after 1 s', 'the receiver is away', 'its Message Expiry Interval passed'],
  answer:
    'The command was published with a Message Expiry Interval of one second, as its PUBLISH says, and waited for the sleeping controller. When that came back, with its session, the second was over, and the broker let the message go [MQTT-3.3.2-5]. Give commands as long as a device may sleep.',
  play: async (port) => {
    const asleep = { clientId: 'door-7', cleanStart: false, properties: { sessionExpiryInterval: 600 } };
    const door = await Device.connected(port, asleep);
    await door.subscribe('plant/door/set');
    await door.die();
    const panel = await Device.connected(port, { clientId: 'panel' });
    await panel.publish('plant/door/set', '{"open":true}', 1, { messageExpiryInterval: 1 });
    await passed(1_500);
    await Device.connected(port, asleep);
  },
};

const willMissing: Incident = {
  name: 'will-not-fired',
  title: 'A will that did not fire',
  story: 'The dashboard shows the pump as online. It has been in deep sleep for an hour.',
  filter: 'client:pump-2',
  row: 'DISCONNECT',
  shows: [
    'DISCONNECT 0x00',
    'will plant/pump/online at QoS 1',
    'its will is discarded',
    '— will discarded',
    'Its will is discarded [MQTT-3.14.4-3].',
  ],
  answer:
    'The pump has announced a will, and says DISCONNECT 0x00 (Normal disconnection) before it sleeps: a goodbye, upon which the broker must delete the will [MQTT-3.14.4-3]. A will is for who goes without a goodbye. Say DISCONNECT 0x04 (Disconnect with Will Message), or publish the state before the goodbye.',
  play: async (port) => {
    const dashboard = await Device.connected(port, { clientId: 'dashboard' });
    await dashboard.subscribe('plant/+/online');
    const payload = Buffer.from('{"online":false}');
    const will = {
      topic: 'plant/pump/online',
      payload,
      qos: 1,
      retain: false,
      properties: noProperties,
    } as const;
    const pump = await Device.connected(port, { clientId: 'pump-2', will });
    await pump.publish('plant/pump/online', '{"online":true}', 1);
    pump.send({ type: 'disconnect', reasonCode: 0, properties: noProperties });
    await pump.untilClosed();
  },
};

/** The incidents of docs/traces.md. */
export const incidents: readonly Incident[] = [
  lostQos1,
  duplicateClientId,
  acknowledgementNeverSent,
  receiveMaximumStall,
  expired,
  willMissing,
];
