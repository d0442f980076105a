import { isWithoutWill } from '../../capture/without-will.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { OpenExchange } from '../open-exchange.ts';
import type { PacketView } from '../packet-view.ts';
import type { Scene } from '../scene.ts';
import { willDelay } from '../will-delay.ts';
import { beginningOf } from './beginning.ts';
import { lossWillWords } from './will-words.ts';

const connectionLost = 'Connection lost.';
/** The clause that a violation is told with: `… [MQTT-3.3.1-4]` or `… [3.3.1, byte 4]`. */
const clausePattern = / ?\[((?:MQTT-)?\d+(?:\.\d+)+(?:-\d+)?)(?:, byte \d+)?\]/;

/** The network connection has ended; `why` is what its record says. */
export function onClosed(scene: Scene, link: LinkTrace, view: PacketView, why: string): void {
  const hasBegun = link.hasConnect || !link.isWhole;
  const isUntold = hasBegun && !link.saidGoodbye && !link.isRefused;
  // Else no record has the packet that broke it, or none has been found to be wrong.
  const isViolation = clausePattern.test(why) && !link.hasViolated;
  if (isUntold || isViolation) loss(scene, link, view, why);
  ends(scene, link, view, why);
}

/** The app was ended with the connection open: no record says when that was. */
export function onLeftOpen(scene: Scene, link: LinkTrace, view: PacketView): void {
  link.endedWithApp = true;
  ends(scene, link, view, 'The app ended.');
}

function ends(scene: Scene, link: LinkTrace, view: PacketView, why: string): void {
  const { book } = scene;
  const waiting: (OpenExchange | undefined)[] = [link.connect, link.auth];
  for (const exchange of [...waiting, ...link.pings, ...link.requests.values()]) {
    if (exchange !== undefined) {
      exchange.lastTime = view.time;
      book.abandon(exchange, 'lost', connectionLost);
    }
  }
  link.connect = undefined;
  link.auth = undefined;
  link.pings.length = 0;
  willLeft(link, view, why);
  scene.sessions.lost(link, view);
  scene.watchers.disconnected(link, why, view);
}

/** Its will may wait from here on. */
function willLeft(link: LinkTrace, { time }: PacketView, why: string): void {
  const { session, endedWithApp } = link;
  const isAnothers = session.link !== undefined && session.link !== link;
  const delay = willDelay(link);
  if (delay === undefined || isAnothers || endedWithApp || isWithoutWill(why)) return;
  session.willDue = time + delay * 1e6;
}

function loss(scene: Scene, link: LinkTrace, view: PacketView, why: string): void {
  const exchange = scene.book.begin(beginningOf('loss', link, view, {}), 'lost');
  const clause = link.hasViolated ? undefined : clausePattern.exec(why)?.[1];
  if (clause === undefined) exchange.detail = why;
  else scene.book.violate(exchange, [clause, clause], why.replace(clausePattern, ''));
  const ofWill = lossWillWords(link, why);
  if (ofWill !== '') exchange.detail = `${ofWill} ${exchange.detail}`;
  scene.book.tell(exchange);
}
