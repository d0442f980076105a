import type { ExchangeKind } from '../../../app/contract/areas/trace/states.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Beginning } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import type { Scene } from '../scene.ts';

/** An exchange that begins with the packet at hand. */
export function beginningOf(
  kind: ExchangeKind,
  link: LinkTrace,
  view: PacketView,
  what: {
    readonly topic?: string;
    readonly qos?: Qos;
    readonly packetId?: number;
    readonly isPartial?: boolean;
  },
): Beginning {
  return {
    id: view.sequence,
    kind,
    direction: view.direction,
    version: link.version,
    link: link.number,
    client: link.session.client,
    topic: what.topic ?? '',
    qos: what.qos ?? 0,
    packetId: what.packetId ?? 0,
    message: 0,
    isPartial: what.isPartial ?? false,
    time: view.time,
    facts: link.facts,
  };
}

/** What a PUBLISH and its acknowledgements are: of what the broker sends to its clients, a delivery. */
export function publishKind(scene: Scene, publisherIsClient: boolean): 'publish' | 'delivery' {
  return scene.source.isBroker && !publisherIsClient ? 'delivery' : 'publish';
}

/** Whether the client says it. */
export function isFromClient(link: LinkTrace, view: PacketView): boolean {
  return view.direction === link.clientSide;
}
