import type { GateSettings } from '../../app/contract/areas/lab.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import { reasonName } from '../../app/mqtt/reason-codes.ts';
import { texts } from '../texts/en.ts';
import { hexCode } from './hex-code.ts';
import type { Terms } from './terms.ts';

const words = texts.lab.expect;
/** From here on a reason code says no. */
const firstError = 0x80;

/** Death without DISCONNECT. */
export function dieExpectation(terms: Terms): string {
  return said(words.death, willFate(terms), sessionFate(terms), words.staysAway);
}

export function withWillExpectation(terms: Terms): string {
  return said(words.disconnectWithWill, willFate(terms), sessionFate(terms), words.staysAway);
}

export function sleepExpectation(terms: Terms, by: 'death' | 'disconnect', seconds: number): string {
  const { version, expiry } = terms;
  const isKept = seconds < expiry;
  return said(
    by === 'death' ? words.death : words.disconnect(version === 5),
    by === 'death' ? willFate(terms, seconds) : goodbyeFate(terms),
    words.away(seconds),
    expiry === 0 ? words.session.gone : isKept ? words.session.kept(expiry) : words.session.expires(expiry),
    version === 3 ? words.session.untold : words.session.present(isKept),
    isKept ? words.session.queued : words.session.lost,
  );
}

export function resumeExpectation(terms: Terms, isClean: boolean, isUp: boolean): string {
  const { version, expiry, willDelay } = terms;
  const name = version === 5 ? 'Clean Start' : 'Clean Session';
  const isGone = isClean || (isUp && expiry === 0);
  const mayPend = !isUp && Math.min(willDelay ?? 0, expiry) > 0;
  return said(
    ...(isUp ? [words.resume.ends(version === 5), sessionFate(terms)] : []),
    isClean ? words.resume.clean(name) : words.resume.kept(name),
    version === 3 ? words.session.untold : isGone ? words.resume.none : words.resume.maybe,
    mayPend ? words.will.pending(isClean) : '',
  );
}

export function takeOverExpectation(terms: Terms): string {
  const { version, expiry, resumes, willDelay } = terms;
  const goesOn = resumes && expiry > 0;
  const isWillKept = willDelay !== undefined && willDelay > 0 && goesOn;
  return said(
    words.takeOver.closes(version === 5),
    willDelay === undefined
      ? words.will.none
      : isWillKept
        ? words.will.takenOver(willDelay)
        : words.will.atOnce,
    goesOn ? words.takeOver.keeps : words.takeOver.clean,
    words.takeOver.stays,
  );
}

/** What should come of a gate. */
export function gateExpectation(terms: Terms, { holds, delayMs, reasonCode }: GateSettings): string {
  const is5 = terms.version === 5;
  const received = [
    ...(holds.includes('puback') ? ['QoS 1'] : []),
    ...(holds.includes('pubrec') || holds.includes('pubcomp') ? ['QoS 2'] : []),
  ].join(' and ');
  const sentences = [
    holds.length === 0 ? '' : words.gate.held(holds.map((type) => texts.lab.gate.types[type]).join(', ')),
    received === '' ? '' : words.gate.received(received, is5, terms.receiveMaximum),
    received === '' ? '' : words.gate.again(is5, terms.expiry > 0),
    holds.includes('pubrel') ? words.gate.pubrel(is5) : '',
    delayMs === 0 ? '' : words.gate.late(delayMs),
    reasonCode === undefined
      ? ''
      : words.gate.reason(`${hexCode(reasonCode)} ${reasonName('puback', reasonCode, 5)}`),
    reasonCode === undefined ? '' : reasonCode >= firstError ? words.gate.refuses : words.gate.ends,
  ];
  return said(...sentences) || words.gate.open;
}

export interface PublishedByHand {
  readonly qos: Qos;
  readonly packetId: number;
  readonly dup: boolean;
  readonly retain: boolean;
  readonly isEmpty: boolean;
  /** PUBREC is answered by PUBREL. */
  readonly releases: boolean;
}

export function publishExpectation(terms: Terms, message: PublishedByHand): string {
  const { qos, packetId, dup, retain, isEmpty, releases } = message;
  const limit = publishLimit(terms, message);
  if (limit !== undefined) return said(`${limit.message} [${limit.clause}].`, words.raw.closes(limit.reason));
  if (dup && qos === 0) return said(words.publish.dupAtQos0, closing(terms, 0x81));
  const answer =
    qos === 0
      ? words.publish.noAnswer
      : qos === 1
        ? words.publish.puback(packetId)
        : releases
          ? words.publish.released(packetId)
          : words.publish.unreleased(packetId);
  return said(answer, dup ? words.publish.dup(qos === 2) : '', retainedFate(retain, isEmpty));
}

/** What CONNACK has ruled out for a message (clause 3.2.2.3). */
export function publishLimit(
  { maximumQos, hasRetain }: Terms,
  { qos, retain }: Pick<PublishedByHand, 'qos' | 'retain'>,
): { readonly message: string; readonly clause: string; readonly reason: string } | undefined {
  const { limit } = words.publish;
  if (qos > maximumQos)
    return { message: limit.qos(maximumQos), clause: 'MQTT-3.2.2-11', reason: reasonText(0x9b) };
  if (retain && !hasRetain)
    return { message: limit.retain, clause: 'MQTT-3.2.2-14', reason: reasonText(0x9a) };
  return undefined;
}

export function retainedFate(retain: boolean, isEmpty: boolean): string {
  if (!retain) return '';
  return isEmpty ? words.publish.unretained : words.publish.retained;
}

/** How the broker ends a connection for what is wrong: before 5.0 it has no word for it. */
export function closing({ version }: Terms, code: number): string {
  return words.raw.closes(version === 5 ? reasonText(code) : '');
}

/** `0x82 Protocol Error`. */
export function reasonText(code: number): string {
  return `${hexCode(code)} ${reasonName('disconnect', code, 5)}`;
}

/** What becomes of the will when the connection ends without DISCONNECT 0x00; `back`: in so many seconds we are here again. */
export function willFate({ willDelay, expiry }: Terms, back = Number.POSITIVE_INFINITY): string {
  if (willDelay === undefined) return words.will.none;
  const wait = Math.min(willDelay, expiry);
  if (wait === 0) return words.will.atOnce;
  if (back < wait) return words.will.back(willDelay);
  return willDelay <= expiry ? words.will.after(willDelay) : words.will.withSession(expiry);
}

/** The same after DISCONNECT 0x00 [MQTT-3.14.4-3]. */
export function goodbyeFate({ willDelay }: Terms): string {
  return willDelay === undefined ? words.will.none : words.will.not;
}

function sessionFate({ expiry }: Terms): string {
  return expiry === 0 ? words.session.gone : words.session.kept(expiry);
}

export function said(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
