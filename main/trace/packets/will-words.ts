import { secondsText } from '../../../app/base/duration.ts';
import { isWithoutWill } from '../../capture/without-will.ts';
import type { LinkTrace } from '../link-trace.ts';
import type { Scene } from '../scene.ts';
import { willDelay } from '../will-delay.ts';

const discarded = 'Its will is discarded [MQTT-3.14.4-3].';
const dueAtOnce = 'Its will is to be published [MQTT-3.1.2-8].';
/** What is said of a client that keeps its will from being published. */
export const backInTime =
  'The client is back in time: the will of its last connection is discarded [MQTT-3.1.3-9].';

/** Somebody closes the connection, with its will or without: which of the two only its end says. */
const administrativeAction = 0x98;
const sessionTakenOver = 0x8e;

/** What the DISCONNECT of one of its ends means for the will of a connection. */
export function goodbyeWillWords(
  { source }: Scene,
  link: LinkTrace,
  reasonCode: number,
  isClients: boolean,
): string {
  if (isClients && reasonCode === 0) return willDelay(link) === undefined ? '' : discarded;
  // Who takes it over with Clean Start ends the session, and with it the delay (clause 3.1.3.2.2).
  const endsSession = !isClients && reasonCode === sessionTakenOver && link.session.isToEnd;
  if (endsSession) return willDelay(link) === undefined ? '' : dueAtOnce;
  const isUnsure = source.isBroker && !isClients && reasonCode === administrativeAction;
  return isUnsure ? '' : dueWords(link);
}

/** What the loss of the connection means for it; `why` is what its record says. */
export function lossWillWords(link: LinkTrace, why: string): string {
  return isWithoutWill(why) ? '' : dueWords(link);
}

function dueWords(link: LinkTrace): string {
  const seconds = willDelay(link);
  if (seconds === undefined) return '';
  return seconds === 0 ? dueAtOnce : dueIn(seconds);
}

function dueIn(seconds: number): string {
  const exact = `${seconds.toLocaleString('en-US')} s`;
  const said = secondsText(seconds);
  const delay = said === exact ? exact : `${said} (${exact})`;
  return `Its will is to be published in ${delay} or when its session ends, unless the client resumes it before [MQTT-3.1.3-9].`;
}
/** Those of earlier versions said nothing of the session. */
const dueInPattern =
  /^Its will is to be published in (?:[\d,:]+ \w+ \()?([\d,]+) s\)?(?: or when its session ends)?, unless /;

const anyWords = /^Its will is (?:discarded|to be published)(?: in [^[]+)? \[MQTT-[\d.-]+\]\. /;

/** The words of an end behind those of the will. */
export function behindWillWords(detail: string): string {
  return detail.replace(anyWords, '');
}

/** What a peer said of its own accord stands in quotation marks, so that it is not taken for words of ours. */
export function saidByPeer(words: string): string {
  return words === '' ? '' : `“${words}”`;
}

/** What becomes of a will, as the end of a connection said it. */
export interface WillFate {
  readonly is: 'discarded' | 'due';
  /** A whole number; undefined where it is due at once. */
  readonly seconds: number | undefined;
}

/** Reads it from the words of an end: ours are the first. */
export function willFateIn(detail: string): WillFate | undefined {
  if (detail.startsWith(discarded)) return { is: 'discarded', seconds: undefined };
  if (detail.startsWith(dueAtOnce)) return { is: 'due', seconds: undefined };
  const seconds = dueInPattern.exec(detail)?.[1];
  return seconds === undefined ? undefined : { is: 'due', seconds: Number(seconds.replaceAll(',', '')) };
}
