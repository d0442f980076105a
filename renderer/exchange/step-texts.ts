import { isolated } from '../../app/base/isolated.ts';
import type { Participant, TraceDetail, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';
import { outcomeText, reasonCode, timeText } from './row-texts.ts';

const words = texts.trace.sequence;

/** Over its arrow: `PUBLISH q2 id 17 DUP`, `CONNACK 0x00`, `connection lost`. */
export function stepLabel(step: TraceStep): string {
  if (step.kind !== 'packet' && step.packet === '') return words.happened[step.kind];
  const parts = [step.packet.toUpperCase()];
  if (step.qos !== undefined) parts.push(`q${step.qos}`);
  if (step.packetId !== undefined) parts.push(`id ${step.packetId}`);
  if (step.dup) parts.push('DUP');
  if (step.retain) parts.push('RETAIN');
  if (step.reason !== undefined) parts.push(reasonCode(step.reason.code));
  if (step.kind === 'held') parts.push(words.happened.held);
  return parts.join(' ');
}

/** Under its arrow. */
export function stepNote({ note, reason }: TraceStep): string {
  const cut = note.cut > 0 ? '…' : '';
  const why = reason !== undefined && reason.code >= 0x80 ? reason.name : '';
  return [why, `${note.text}${cut}`].filter((one) => one !== '').join(' · ');
}

/** The colour of a step: what it carries, or that it is wrong. */
export function stepTone(step: TraceStep): 'qos0' | 'qos1' | 'qos2' | 'plain' | 'watch' | 'bad' {
  if (step.dup || isBad(step)) return 'bad';
  if (step.kind === 'queued' || step.kind === 'held') return 'watch';
  if (step.qos !== undefined) return `qos${step.qos}`;
  if (step.packet === 'puback') return 'qos1';
  return step.packet === 'pubrec' || step.packet === 'pubrel' || step.packet === 'pubcomp' ? 'qos2' : 'plain';
}

function isBad({ kind, reason }: TraceStep): boolean {
  return (
    ['lost', 'session-over', 'dropped', 'expired', 'withheld'].includes(kind) || (reason?.code ?? 0) >= 0x80
  );
}

/** From whom to whom, or at whom: what its place says to who sees it. */
export function stepWay({ from, to }: TraceStep, participants: readonly Participant[]): string {
  const nameOf = (lane: number): string => {
    const one = participants[lane];
    const isAlone = participants.every((other) => other === one || laneName(other) !== laneName(one));
    return isAlone ? laneName(one) : `${laneName(one)} (${one?.address ?? ''})`;
  };
  return from === to ? words.at(nameOf(from)) : words.fromTo(nameOf(from), nameOf(to));
}

/**
 * As it is shown: the broker goes by the name of its source, and what was before the first packet of the exchange only
 * explains it.
 */
export function shownDetail(detail: TraceDetail, brokerName: string): TraceDetail {
  const { participants, steps, exchange } = detail;
  return {
    ...detail,
    participants: participants.map((one) =>
      one.role === 'broker' && one.name === '' ? { ...one, name: brokerName } : one,
    ),
    steps: steps.map((step) => (step.time < exchange.time ? { ...step, isContext: true } : step)),
  };
}

/** Over a lane: the name of who it is of, or what that one is. */
export function laneName(participant: Participant | undefined): string {
  if (participant === undefined) return words.unknownClient;
  if (participant.name !== '') return participant.name;
  return participant.role === 'client' ? words.unknownClient : words[participant.role];
}

/** Under the name of a lane: `publisher`, `this app · member of $share/g/plant/#`. */
export function lanePart({ role, part, share }: Participant): string {
  if (role === 'broker') return words.broker;
  const does = share === undefined ? words.roles[part] : words.member(isolated(share));
  if (role === 'client') return does;
  return part === 'client' ? words.app : `${words.app} · ${does}`;
}

/**
 * Under that: `10.0.7.21 · v5 · as plant`. The port of a client says little, and its lane is narrow: it is there where
 * another of `all` has the same address. What findings name comes first, so that it is not what is cut.
 */
export function laneFacts(participant: Participant, all: readonly Participant[]): string {
  const { role, version, user, address } = participant;
  const isShared = all.some((other) => other !== participant && hostOf(other) === hostOf(participant));
  const host = role === 'broker' || isShared ? address : hostOf(participant);
  const facts = [
    host,
    version === undefined ? '' : words.version(version),
    user === undefined ? '' : words.user(isolated(user)),
  ];
  return facts.filter((one) => one !== '').join(' · ');
}

function hostOf({ address }: Participant): string {
  return address.replace(/:\d+$/, '');
}

/** All that is known of who a lane is of, a line each. */
export function laneHint(participant: Participant): string {
  const { address, user, version } = participant;
  const lines = [laneName(participant), lanePart(participant)];
  if (version !== undefined) lines.push(words.version(version));
  if (user !== undefined) lines.push(words.userName(user));
  if (address !== '') lines.push(address);
  return lines.join('\n');
}

/** `Message journey #88,214 — delivered to 1 of 1 subscribers after 5,005 ms, sent again once`. */
export function detailTitle({ exchange, isJourney }: TraceDetail): string {
  const { deliveries, took, resends, kind } = exchange;
  const name = isJourney ? words.journey : texts.trace.kinds[kind];
  const became =
    deliveries === undefined || deliveries.total === 0
      ? outcomeText(exchange)
      : texts.trace.list.deliveries(deliveries.done, deliveries.total);
  const isWaiting = deliveries !== undefined && deliveries.waiting > 0;
  const after = took === undefined || isWaiting ? '' : ` ${words.after(timeText(took))}`;
  const waiting = isWaiting ? `, ${texts.trace.list.waiting(deliveries.waiting)}` : '';
  const again = resends === 0 ? '' : `, ${texts.trace.list.resends(resends)}`;
  return `${name} #${exchange.id.toLocaleString('en-US')} — ${became}${after}${waiting}${again}`;
}

/** When exactly, and how exactly that is known. */
export function stepTime({ time, uncertainty }: TraceStep): string {
  return uncertainty > 0 ? `${exactTime(time)} ${words.uncertain(uncertainty)}` : exactTime(time);
}
