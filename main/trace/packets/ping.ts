import type { LinkTrace } from '../link-trace.ts';
import type { Clause } from '../machines/transition.ts';
import type { PacketView } from '../packet-view.ts';
import { isExtra, isLost } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { beginningOf } from './beginning.ts';
import { stray } from './stray.ts';

const unasked: Clause = ['3.13', '3.13'];
/** PINGREQ that wait for their answer on one connection; more are not told apart from one. */
const pingsAwaited = 100;

/** PINGREQ begins an exchange. */
export function onPingreq(scene: Scene, link: LinkTrace, view: PacketView): void {
  const exchange = scene.book.begin(beginningOf('ping', link, view, {}), 'pingreq');
  if (view.faults.length > 0) exchange.detail = view.faults.join('; ');
  link.pings.push(exchange);
  scene.book.tell(exchange);
  const oldest = link.pings.length > pingsAwaited ? link.pings.shift() : undefined;
  if (oldest !== undefined) scene.book.abandon(oldest, 'lost', 'Too many PINGREQ are not answered.');
}

/** PINGRESP ends the oldest that waits. */
export function onPingresp(scene: Scene, link: LinkTrace, view: PacketView): void {
  const exchange = link.pings[0];
  if (exchange === undefined) {
    if (link.isWhole && !isExtra(view))
      stray(scene, link, view, unasked, 'A PINGRESP that no PINGREQ awaits.');
    return;
  }
  if (view.faults.length > 0) exchange.detail = view.faults.join('; ');
  if (isLost(view)) scene.book.attach(exchange, view);
  else {
    link.pings.shift();
    scene.book.step(exchange, 'pingresp', view);
  }
  scene.book.tell(exchange);
}
