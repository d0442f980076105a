import type { Reason } from '../../app/contract/areas/common.ts';
import type { HandshakeStep, PublishOutcome } from '../../app/contract/areas/publish.ts';
import type { TraceDetail, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import { reasonCode } from '../exchange/row-texts.ts';
import { stepNote, stepTime, stepTone } from '../exchange/step-texts.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';

const words = texts.trace.sequence;

/** No matching subscribers: PUBACK and PUBREC say it (MQTT 5.0, clause 3.4.2.1). */
const noSubscribers = 0x10;

/** A packet of a handshake, or what happened on its way, as the composer shows it. */
export interface ShownStep {
  /** `PUBLISH DUP`, `PUBACK 0x97`, `connection lost`. */
  readonly label: string;
  /** µs since 1970. */
  readonly at: number;
  /** When exactly, and why. */
  readonly hint: string;
  readonly isBad: boolean;
}

/** A handshake as far as it has come. */
export interface Handshake {
  readonly steps: readonly ShownStep[];
  /** The packet that comes next, and since when it is awaited; undefined when it is over. */
  readonly awaited: { readonly packet: string; readonly since: number } | undefined;
}

/** The handshake of who published it, of its trace: what receivers do with the message is left out. */
export function handshakeOf({ exchange, steps }: TraceDetail): Handshake {
  const own = steps
    .filter((step) => step.exchange === exchange.id && !step.isContext && isOfHandshake(step))
    .map(shown);
  const { awaiting } = exchange;
  const since = own.at(-1)?.at ?? exchange.time;
  return {
    steps: own,
    awaited: awaiting === undefined ? undefined : { packet: awaiting.toUpperCase(), since },
  };
}

/** The same of what the call says when it is over. */
export function answeredHandshake(steps: readonly HandshakeStep[]): Handshake {
  return {
    steps: steps.map(({ packet, at, reason }) => {
      const code = reason === undefined || reason.code === 0 ? '' : ` ${reasonCode(reason.code)}`;
      return {
        label: `${packet}${code}`,
        at,
        hint: exactTime(at),
        isBad: (reason?.code ?? 0) >= 0x80,
      };
    }),
    awaited: undefined,
  };
}

/** What the answers said: PUBREC may tell more than the PUBCOMP that ended the handshake. */
export function answeredReason(outcome: PublishOutcome): Reason | undefined {
  if (outcome.kind !== 'acknowledged' && outcome.kind !== 'refused') return undefined;
  return (
    outcome.steps.find(({ reason }) => reason !== undefined && reason.code !== 0)?.reason ?? outcome.reason
  );
}

/** Whether the broker said that there was no subscriber. */
export function nobodyGotIt(outcome: PublishOutcome): boolean {
  return outcome.kind === 'acknowledged' && answeredReason(outcome)?.code === noSubscribers;
}

/** What the broker decides about receivers is no part of it. */
function isOfHandshake({ kind }: TraceStep): boolean {
  return (
    kind === 'packet' || kind === 'held' || kind === 'lost' || kind === 'closed' || kind === 'session-over'
  );
}

function shown(step: TraceStep): ShownStep {
  const note = stepNote(step);
  return {
    label: labelOf(step),
    at: step.time,
    hint: [stepTime(step), note, ...step.faults].filter((part) => part !== '').join('\n'),
    isBad: stepTone(step) === 'bad',
  };
}

/** Packet identifier and QoS stand beside the handshake as a whole. */
function labelOf({ kind, packet, dup, reason }: TraceStep): string {
  if (kind !== 'packet' && packet === '') return words.happened[kind];
  const parts = [packet.toUpperCase()];
  if (dup) parts.push('DUP');
  if (reason !== undefined && reason.code !== 0) parts.push(reasonCode(reason.code));
  if (kind === 'held') parts.push(words.happened.held);
  return parts.join(' ');
}
