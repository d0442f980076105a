import type { AuthPacket } from '../../../app/mqtt/packet.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Clause } from '../machines/transition.ts';
import type { PacketView } from '../packet-view.ts';
import { isLost } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { beginningOf, isFromClient } from './beginning.ts';
import { stray } from './stray.ts';

const unasked: Clause = ['4.12.1', '4.12.1'];
/** Re-authenticate (clause 3.15.2.1). */
const reauthenticate = 0x19;

/** A round of AUTH: of the CONNECT that is not answered, else of a re-authentication. */
export function onAuth(scene: Scene, link: LinkTrace, view: PacketView, packet: AuthPacket): void {
  const { book } = scene;
  const fromClient = isFromClient(link, view);
  const exchange = link.connect ?? link.auth;
  if (exchange === undefined || (fromClient && packet.reasonCode === reauthenticate)) {
    begin(scene, link, view, fromClient, packet);
    return;
  }
  const isDone = !fromClient && packet.reasonCode === 0;
  const event = fromClient ? 'client auth' : isDone ? 'server auth done' : 'server auth';
  if (view.faults.length > 0) exchange.detail = view.faults.join('; ');
  if (isLost(view)) book.attach(exchange, view);
  else if (!book.step(exchange, event, view)) {
    book.attach(exchange, view);
    book.violate(exchange, unasked, 'An AUTH that is not what was awaited.');
  }
  if (exchange.state === 'over') link.auth = undefined;
  book.tell(exchange);
}

function begin(
  scene: Scene,
  link: LinkTrace,
  view: PacketView,
  fromClient: boolean,
  packet: AuthPacket,
): void {
  if (!fromClient || packet.reasonCode !== reauthenticate || link.auth !== undefined) {
    if (link.isWhole) stray(scene, link, view, unasked, 'An AUTH that belongs to no authentication.');
    return;
  }
  link.auth = scene.book.begin(beginningOf('auth', link, view, {}), 'client auth');
  scene.book.tell(link.auth);
}
