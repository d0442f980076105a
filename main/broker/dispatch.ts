import { unreachable } from '../../app/base/assert.ts';
import type { Packet } from '../../app/mqtt/packet.ts';
import { ProtocolError } from '../../app/mqtt/protocol-error.ts';
import type { Core } from './core.ts';
import { onPuback, onPubcomp, onPubrec, onPubrel } from './handlers/acknowledgements.ts';
import { onAuth } from './handlers/auth.ts';
import { onAnswer } from './handlers/authenticate.ts';
import { onConnect } from './handlers/connect.ts';
import { onDisconnect } from './handlers/disconnect.ts';
import { onPublish } from './handlers/publish.ts';
import { onSubscribe } from './handlers/subscribe.ts';
import { onUnsubscribe } from './handlers/unsubscribe.ts';
import type { Client } from './peer/client.ts';
import type { Inbound } from './peer/inbound.ts';
import type { Peer } from './peer/peer.ts';

/** Gives a packet to its handler. Handlers throw a ProtocolError where the client broke the standard. */
export function dispatch(peer: Peer, packet: Packet, inbound: Inbound, core: Core): void {
  const { client } = peer;
  if (client !== undefined) handle(packet, client, peer, core, inbound);
  else if (peer.answered !== undefined) onAnswer(packet, peer, peer.answered);
  else if (packet.type === 'connect') onConnect(packet, peer, core, inbound);
  else throw new ProtocolError(0x82, 'MQTT-3.1.0-1', 'The first packet is not a CONNECT');
}

function handle(packet: Packet, client: Client, peer: Peer, core: Core, inbound: Inbound): void {
  switch (packet.type) {
    case 'publish':
      onPublish(packet, client, peer, core, inbound);
      return;
    case 'puback':
      onPuback(packet, client);
      return;
    case 'pubrec':
      onPubrec(packet, client, peer);
      return;
    case 'pubrel':
      onPubrel(packet, client, peer);
      return;
    case 'pubcomp':
      onPubcomp(packet, client);
      return;
    case 'subscribe':
      onSubscribe(packet, client, peer, core);
      return;
    case 'unsubscribe':
      onUnsubscribe(packet, client, peer, core);
      return;
    case 'pingreq':
      peer.send({ type: 'pingresp' });
      return;
    case 'disconnect':
      onDisconnect(packet, client, peer);
      return;
    case 'connect':
      throw new ProtocolError(0x82, 'MQTT-3.1.0-2', 'A second CONNECT came on one connection', 0);
    case 'auth':
      onAuth(packet, client, peer, core);
      return;
    case 'connack':
    case 'suback':
    case 'unsuback':
    case 'pingresp':
      throw new ProtocolError(0x82, '2.1.2', 'Only a server sends such a packet', 0);
    default:
      unreachable(packet);
  }
}
