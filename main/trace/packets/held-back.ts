import type { Packet } from '../../../app/mqtt/packet.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import type { Scene } from '../scene.ts';

/** A packet that is held back on its way out: its exchange is held until it goes, when it is on record once more. */
export function onHeldBack(scene: Scene, view: PacketView, exchange: OpenExchange | undefined): void {
  if (exchange === undefined) return;
  scene.book.attach(exchange, view);
  exchange.detail = view.faults.join('; ');
  if (exchange.outcome === 'in-flight') exchange.outcome = 'held';
  scene.book.tell(exchange);
}

/** The exchange that awaits such a packet. Acknowledgements are found by who handles them. */
export function awaitingExchange(link: LinkTrace, packet: Packet): OpenExchange | undefined {
  switch (packet.type) {
    case 'connack':
      return link.connect;
    case 'auth':
      return link.connect ?? link.auth;
    case 'suback':
    case 'unsuback':
      return link.requests.get(packet.id);
    case 'pingresp':
      return link.pings[0];
    default:
      return undefined;
  }
}
