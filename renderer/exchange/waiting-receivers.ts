import type { TraceDetail, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import { awaitingWords } from '../../app/contract/areas/trace/states.ts';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { laneName } from './step-texts.ts';

const words = texts.trace.sequence;
/** Receivers that are named; the others are counted. */
const mostNamed = 3;

/**
 * Who has not got the message yet, and what for: `1 of 1 waiting: plc (awaiting PUBACK)`. Where the steps do not tell it of
 * each, since some are not shown or a client gets the message more than once, it says how many there are.
 */
export function waitingText(detail: TraceDetail): string | undefined {
  const { deliveries } = detail.exchange;
  if (deliveries === undefined || deliveries.waiting === 0) return undefined;
  const receivers = waitingReceivers(detail);
  if (receivers.length !== deliveries.waiting) {
    return words.deliveriesWait(deliveries.waiting, deliveries.total);
  }
  const named = receivers.slice(0, mostNamed).join(', ');
  const others = receivers.length - mostNamed;
  const who = others > 0 ? `${named}, ${words.othersWait(count(others))}` : named;
  return words.receiversWait(deliveries.waiting, deliveries.total, who);
}

function waitingReceivers({ participants, steps }: TraceDetail): readonly string[] {
  const broker = participants.findIndex(({ role }) => role === 'broker');
  const own = steps.filter(({ isContext }) => !isContext);
  return participants.flatMap((participant, lane) => {
    if (lane === broker) return [];
    const awaited = own.reduce<string | undefined>(
      (before, step) => afterStep(before, step, broker, lane),
      undefined,
    );
    return awaited === undefined ? [] : [words.receiverWaits(laneName(participant), awaited)];
  });
}

/** What the delivery of a lane waits for after a step. The handshake of a publisher goes the other way and is no matter. */
function afterStep(
  before: string | undefined,
  step: TraceStep,
  broker: number,
  lane: number,
): string | undefined {
  const { from, to, kind, packet, qos } = step;
  if (from === broker && to === lane) {
    if (kind === 'queued') return words.happened.queued;
    if (kind === 'dropped' || kind === 'expired') return undefined;
    if (packet === 'publish') return qos === 0 ? undefined : awaitingWords(qos === 1 ? 'puback' : 'pubrec');
    return packet === 'pubrel' ? awaitingWords('pubcomp') : before;
  }
  if (from !== lane || to !== broker || kind !== 'packet') return before;
  if (packet === 'puback' || packet === 'pubcomp') return undefined;
  return packet === 'pubrec' ? awaitingWords('pubrel') : before;
}
