import type { Duplex } from 'node:stream';
import type { IClientOptions } from 'mqtt';
import { MqttClient } from 'mqtt';
import type { ConnectPacket, ProtocolVersion } from '../../app/mqtt/packet.ts';
import type { Session } from './session.ts';

/** How long the broker may take to answer CONNECT. */
export const connackMs = 12_000;
/** MQTT.js counts the keep alive from the last PINGRESP, so a ping would come late by one round trip [MQTT-3.1.2-20]. */
const pingEarlier = 0.9;

/**
 * An MQTT.js client for one network connection: the way to the broker, the back-off and the session are ours, so each
 * attempt gets a client of its own, which never reconnects by itself and finds the session's stores filled.
 */
export function createMqttClient(stream: Duplex, connect: ConnectPacket, session: Session): MqttClient {
  return new MqttClient(() => stream, {
    ...identity(connect),
    reconnectPeriod: 0,
    connectTimeout: connackMs,
    resubscribe: false,
    queueQoSZero: false,
    outgoingStore: session.outgoing,
    messageIdProvider: session.ids,
    reschedulePings: false,
    timerVariant: pingTimer,
    log: () => undefined,
  });
}

/** What of CONNECT MQTT.js goes by itself; the packet that goes out is ours, with the will and the secrets. */
function identity(connect: ConnectPacket): IClientOptions {
  return {
    protocolId: connect.protocolVersion === 3 ? 'MQIsdp' : 'MQTT',
    protocolVersion: versionOf(connect.protocolVersion),
    clientId: connect.clientId,
    clean: connect.cleanStart,
    keepalive: connect.keepAlive,
  };
}

function versionOf(version: ProtocolVersion): 3 | 4 | 5 {
  return version;
}

const pingTimer: Exclude<IClientOptions['timerVariant'], string | undefined> = {
  set: (work, ms) => setInterval(() => work(), (ms ?? 0) * pingEarlier)[Symbol.toPrimitive](),
  clear: (timer) => clearInterval(timer),
};
