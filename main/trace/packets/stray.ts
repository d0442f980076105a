import type { ExchangeKind } from '../../../app/contract/areas/trace/states.ts';
import type { PacketType, Qos } from '../../../app/mqtt/packet.ts';
import { packetTypes } from '../../../app/mqtt/packet-types.ts';
import type { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Clause } from '../machines/transition.ts';
import { OpenExchange } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { beginningOf, isFromClient, publishKind } from './beginning.ts';

/** A packet that violates the standard and belongs to no exchange: it is one of its own, and over. */
export function stray(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  clause: Clause,
  detail: string,
  what: { readonly qos?: Qos; readonly packetId?: number; readonly topic?: string } = {},
): void {
  const type = packetTypes[(view.data[view.start] ?? 0) >> 4];
  const kind = kindOf(scene, type, isFromClient(link, view));
  const exchange = new OpenExchange(beginningOf(kind, link, view, what));
  exchange.standsAt('over');
  scene.book.violate(exchange, clause, detail);
  scene.book.tell(exchange);
}

/** The frame cannot be read. */
export function malformed(scene: Scene, link: LinkTrace, view: PacketView, error: ProtocolError): void {
  stray(scene, link, view, [error.clause, error.clause], error.message);
}

function kindOf(scene: Scene, type: PacketType | undefined, isFromClient: boolean): ExchangeKind {
  switch (type) {
    case 'connect':
    case 'connack':
      return 'connect';
    case 'publish':
    case 'pubrel':
      return publishKind(scene, isFromClient);
    case 'puback':
    case 'pubrec':
    case 'pubcomp':
      return publishKind(scene, !isFromClient);
    case 'subscribe':
    case 'suback':
      return 'subscribe';
    case 'unsubscribe':
    case 'unsuback':
      return 'unsubscribe';
    case 'pingreq':
    case 'pingresp':
      return 'ping';
    case 'auth':
      return 'auth';
    case 'disconnect':
      return 'disconnect';
    case undefined:
      // There is no packet of that type: what it does is end the connection.
      return 'loss';
  }
}
