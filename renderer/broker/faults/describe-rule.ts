import { unreachable } from '../../../app/base/assert.ts';
import type { FaultAction, FaultRule } from '../../../app/contract/areas/broker/fault.ts';
import { texts } from '../../texts/en.ts';

const words = texts.faults.says;

/** What a rule does, to which packets, of whom and how often, in one line. */
export function describeRule(rule: FaultRule): string {
  const { fault, times } = rule;
  if (fault.kind === 'expiry') return `${actionText(fault)} · ${targetText(rule)}${topicText(rule)}`;
  const packets =
    rule.packets.length === 0 ? words.allPackets : rule.packets.map((type) => type.toUpperCase()).join(', ');
  const often = [whenText(rule), times === undefined ? '' : words.times(times)].filter((text) => text !== '');
  return [
    actionText(fault),
    `${packets} ${words.directions[rule.direction]} ${targetText(rule)}${topicText(rule)}`,
    ...often,
  ].join(' · ');
}

/** `0x87` */
export function codeText(code: number): string {
  return `0x${code.toString(16).padStart(2, '0')}`;
}

function actionText(fault: FaultAction): string {
  const { kind } = fault;
  switch (kind) {
    case 'delay':
      return words.delay(fault.milliseconds, fault.jitter);
    case 'duplicate':
      return words.duplicate(fault.copies);
    case 'reorder':
      return words.reorder(fault.behind);
    case 'bandwidth':
      return words.bandwidth(fault.bytesPerSecond);
    case 'reason':
      return words.reason(codeText(fault.reasonCode));
    case 'malformed':
      return words.malformed(fault.how);
    case 'close':
      return words.close(fault.at);
    case 'expiry':
      return words.expiry(fault.factor);
    case 'drop':
    case 'hold':
    case 'lose session':
      return words[kind];
    default:
      return unreachable(kind);
  }
}

function whenText({ when }: FaultRule): string {
  switch (when.of) {
    case 'always':
      return '';
    case 'every':
      return words.every(when.nth);
    case 'chance':
      return words.chance(String(Math.round(when.probability * 10_000) / 100));
    default:
      return unreachable(when);
  }
}

function targetText({ target }: FaultRule): string {
  switch (target.of) {
    case 'all':
      return words.targets.all;
    case 'client':
      return target.clientId;
    case 'clients':
      return [target.clientId ?? '*', target.user === undefined ? undefined : words.user(target.user)]
        .filter((text) => text !== undefined)
        .join(', ');
    case 'listener':
      return words.targets.listener(target.name);
    default:
      return unreachable(target);
  }
}

function topicText({ topic }: FaultRule): string {
  return topic === undefined ? '' : ` ${words.topic(topic)}`;
}
