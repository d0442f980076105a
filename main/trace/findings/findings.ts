import type { Finding } from '../../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../../app/contract/areas/trace/finding-texts.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { TracedSource } from '../exchange.ts';
import { findingPackets, findingsKept } from '../limits.ts';
import type { TraceWatch } from '../watch.ts';
import { ClientIdConflict } from './client-id-conflict.ts';
import { ClockGap } from './clock-gap.ts';
import { Duplicate } from './duplicate.ts';
import type { Found, RuleNeeds } from './finding-rule.ts';
import { KeepAlive } from './keep-alive.ts';
import { Nagle } from './nagle.ts';
import { NoSubscriber } from './no-subscriber.ts';
import { Order } from './order.ts';
import { PacketId } from './packet-id.ts';
import { ProtocolViolation } from './protocol-violation.ts';
import { QosDowngraded } from './qos-downgraded.ts';
import { ReceiveMaximum } from './receive-maximum.ts';
import { Resent } from './resent.ts';
import { RetainedToLive } from './retained-to-live.ts';
import { SequenceGap } from './sequence-gap.ts';
import { SessionPresent } from './session-present.ts';
import { SilentSubscriber } from './silent-subscriber.ts';
import { SubscriptionRefused } from './subscription-refused.ts';
import { TopicAlias } from './topic-alias.ts';
import { Unacknowledged } from './unacknowledged.ts';
import { Will } from './will.ts';

/** Takes findings: a new one, or one that was seen again, under its own number. `exchange` is the one at hand. */
export type FindingSink = (finding: Finding, exchange: number | undefined) => void;

export interface FindingsNeeds {
  readonly source: TracedSource;
  readonly thresholds: FindingThresholds;
  /** Clients that are the app itself: nothing is found of them. */
  readonly isOwn: (client: string) => boolean;
  /** Whose message it was and on which topic; undefined if the history has let go of it. */
  readonly messageAt: RuleNeeds['messageAt'];
  readonly sink: FindingSink;
  /** Above those of earlier runs. */
  readonly firstId: number;
}

/**
 * Puts together what the rules find: the same kind for the same client and topic is one finding with a count. Bounded; a
 * finding that is let go of here stays where the sink put it, and is a new one when it is seen again.
 */
export class Findings {
  readonly #needs: FindingsNeeds;
  readonly #kept = new Map<string, Finding>();
  #nextId: number;

  constructor(needs: FindingsNeeds) {
    this.#needs = needs;
    this.#nextId = needs.firstId;
  }

  /** The rules, as a tracker takes them. */
  watchers(): readonly TraceWatch[] {
    const { source, thresholds, isOwn, messageAt } = this.#needs;
    const needs: RuleNeeds = {
      ...{ thresholds, isOwn, messageAt, clientSide: source.clientSide, isBroker: source.isBroker },
      found: (found) => this.#found(found),
    };
    return [
      new Unacknowledged(needs),
      new Resent(needs),
      new Duplicate(needs),
      new Order(needs),
      new PacketId(needs),
      new QosDowngraded(needs),
      new ReceiveMaximum(needs),
      new KeepAlive(needs),
      new ClientIdConflict(needs),
      new SessionPresent(needs),
      new Will(needs),
      new SubscriptionRefused(needs),
      new RetainedToLive(needs),
      new TopicAlias(needs),
      new ClockGap(needs),
      new NoSubscriber(needs),
      new SilentSubscriber(needs),
      new Nagle(needs),
      new ProtocolViolation(needs),
      ...(thresholds.sequenceField === '' ? [] : [new SequenceGap(needs)]),
    ];
  }

  #found(found: Found): void {
    const { source, isOwn, sink } = this.#needs;
    const isOurs = source.clientSide === 'sent' && found.by === 'client';
    if (isOurs || isOwn(found.client)) return;
    const key = `${found.kind} ${found.client} ${found.topic ?? ''}`;
    const known = this.#kept.get(key);
    const finding = known === undefined ? this.#first(found) : again(known, found);
    this.#kept.delete(key);
    this.#kept.set(key, finding);
    this.#keepBound();
    sink(finding, found.exchange);
  }

  #first(found: Found): Finding {
    const id = this.#nextId;
    this.#nextId += 1;
    const { kind, time, client, topic = '', what, packets, exchange } = found;
    return {
      ...{ id, kind, time, what, lastTime: time, count: 1 },
      weight: findingTexts[kind].weight,
      client: client.slice(0, 200),
      topic: { text: topic.slice(0, 512), cut: Math.max(0, topic.length - 512) },
      packets: packets.slice(-findingPackets),
      ...(exchange === undefined ? {} : { exchange }),
    };
  }

  #keepBound(): void {
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= findingsKept) return;
      this.#kept.delete(oldest);
    }
  }
}

/** The newest packets, and what was seen last. */
function again(known: Finding, { time, what, packets, exchange, isUpdate }: Found): Finding {
  const all = new Set([...known.packets, ...packets]);
  return {
    ...known,
    ...{ what, lastTime: time, count: known.count + (isUpdate === true ? 0 : 1) },
    packets: [...all].sort((one, other) => one - other).slice(-findingPackets),
    ...(exchange === undefined ? {} : { exchange }),
  };
}
