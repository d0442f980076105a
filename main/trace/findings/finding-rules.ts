import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { Absences } from '../absences.ts';
import type { TracedSource } from '../exchange.ts';
import type { TraceWatch } from '../watch.ts';
import { ClientIdConflict } from './client-id-conflict.ts';
import { ClockGap } from './clock-gap.ts';
import { Duplicate } from './duplicate.ts';
import type { Found, RuleNeeds } from './finding-rule.ts';
import { KeepAlive } from './keep-alive.ts';
import { Nagle } from './nagle.ts';
import { NoSubscriber } from './no-subscriber.ts';
import { NotKept } from './not-kept.ts';
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
import { StoodTimes } from './stood-times.ts';
import { SubscriptionRefused } from './subscription-refused.ts';
import { TopicAlias } from './topic-alias.ts';
import { Unacknowledged } from './unacknowledged.ts';
import { Will } from './will.ts';

interface FindingsNeeds {
  readonly source: TracedSource;
  readonly thresholds: FindingThresholds;
  /** Whether it was the app itself at that time, in µs since 1970: nothing is found of it. */
  readonly isOwn: (client: string, time: number) => boolean;
  /** What the history knows of a message; undefined if it has let go of it. */
  readonly messageAt: RuleNeeds['messageAt'];
  readonly found: (found: Found) => void;
  /** A violation of ours: it is shown with its exchange, so that it must be said that it is not counted. */
  readonly spared?: (found: Found) => void;
  /** Where it is kept who was away, for who asks for it. */
  readonly absences?: Absences;
}

/** All rules, as a tracker takes them. What a connection of ours does itself is not told, nor what the app does. */
export function findingRules(needs: FindingsNeeds): readonly TraceWatch[] {
  const { source, thresholds, isOwn, messageAt } = needs;
  const isOurs = source.clientSide === 'sent';
  const stood = new StoodTimes();
  const rules: RuleNeeds = {
    thresholds,
    isOwn,
    stoodStill: (span) => stood.within(span),
    messageAt,
    clientSide: source.clientSide,
    isBroker: source.isBroker,
    found: (found) => {
      const isSpared = (isOurs && found.by === 'client') || isOwn(found.client, found.time);
      if (!isSpared) needs.found(found);
      else if (found.kind === 'protocol-error') needs.spared?.(found);
    },
  };
  // It is told first, so that they know of it.
  return [stood, ...rulesOf(rules, needs.absences)];
}

function rulesOf(needs: RuleNeeds, absences: Absences | undefined): readonly TraceWatch[] {
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
    new NotKept(needs, absences),
    new Nagle(needs),
    new ProtocolViolation(needs),
    ...(needs.thresholds.sequenceField === '' ? [] : [new SequenceGap(needs)]),
  ];
}
