import type { LinkEnd } from './link/link-end.ts';
import { connackMs } from './mqtt-client.ts';

/** What MQTT.js complains about, in the words of the standard. */
export function mqttErrorEnd(error: Error, keepAlive: number): LinkEnd {
  return { kind: 'network', failure: { ...words(error, keepAlive), lasting: false }, code: undefined };
}

function words(error: Error, keepAlive: number): { readonly detail: string; readonly advice: string } {
  if (error.message === 'connack timeout') {
    return {
      detail: `The peer accepted the connection and did not answer CONNECT within ${connackMs / 1000} s`,
      advice: 'Check that the port is one for MQTT; a broker that is overloaded looks the same.',
    };
  }
  if (error.message === 'Keepalive timeout') {
    return {
      detail: `No PINGRESP came: the connection is dead (keep alive ${keepAlive} s)`,
      advice: 'Check the network and the broker.',
    };
  }
  return { detail: error.message, advice: 'Look at the last packets of this connection.' };
}
