import { unreachable } from '../../../app/base/assert.ts';
import type { FaultAction } from '../../../app/contract/areas/broker/fault.ts';
import type { LiveRule } from './live-rule.ts';
import { malform } from './malform.ts';
import { answerTo, readReceived, withReason } from './reason-answers.ts';
import type { SeenPacket } from './seen-packet.ts';

/** How a connection is closed; see the contract. */
export type CloseHow = Extract<FaultAction, { kind: 'close' }>['how'];

/** What becomes of a packet in place of its going on. */
export type Fate =
  | { readonly kind: 'passes' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'held'; readonly rule: LiveRule; readonly whenFull: 'drop' | 'close' }
  | { readonly kind: 'answered'; readonly reasonCode: number; readonly how: 'own' | 'disconnect' }
  | { readonly kind: 'closed'; readonly how: CloseHow }
  | { readonly kind: 'session lost' };

/** What the rules that are for a packet make of it, in their order. */
export interface Verdict {
  readonly fate: Fate;
  /** What goes on: the frame itself, or what it was rewritten to. */
  readonly frame: Uint8Array;
  /** Milliseconds. */
  readonly delay: number;
  /** Rules that let so many bytes through in a second, each with a line of its own. */
  readonly narrow: readonly { readonly rule: LiveRule; readonly bytesPerSecond: number }[];
  /** How often it goes on, and by which rule more than once. */
  readonly times: number;
  readonly doubledBy: string | undefined;
  readonly aside: { readonly behind: number; readonly milliseconds: number } | undefined;
  /** What happens to the connection once it has gone on. */
  readonly closesAfter: CloseHow | undefined;
  /** The broker's answer was rewritten to a refusal. */
  readonly refuses: boolean;
  /** One phrase for each rule that acted, but for what is said of a wait, a hold and of each copy. */
  readonly notes: readonly string[];
  /** The rule that makes it wait. */
  readonly slowedBy: string | undefined;
}

/** A verdict that is being reached. */
type Draft = { -readonly [Key in keyof Verdict]: Verdict[Key] };

/** A frame that no rule touches. */
export function untouched(frame: Uint8Array): Verdict {
  return {
    fate: { kind: 'passes' },
    frame,
    delay: 0,
    narrow: [],
    times: 1,
    doubledBy: undefined,
    aside: undefined,
    closesAfter: undefined,
    refuses: false,
    notes: [],
    slowedBy: undefined,
  };
}

/** Whether it goes on at once, as it is, with nothing said. */
export function isPlain({ fate, times, slowedBy, aside, closesAfter, notes }: Verdict): boolean {
  const isStraight = fate.kind === 'passes' && times === 1 && slowedBy === undefined && aside === undefined;
  return isStraight && closesAfter === undefined && notes.length === 0;
}

/**
 * Asks each rule that is for the packet, in their order. A rule looks at the packet as it came, and does to it what the
 * earlier ones left: what is dropped, held, answered, or ends the connection before it, no later rule is asked about.
 */
export function judge(packet: SeenPacket, rules: readonly LiveRule[]): Verdict {
  const draft: Draft = untouched(packet.frame);
  for (const rule of rules) {
    if (!rule.isFor(packet)) continue;
    const act = actOf(rule, packet, draft);
    if (act === undefined || !rule.fires()) continue;
    const said = act(draft);
    if (said !== undefined) draft.notes = [...draft.notes, `${rule.rule.name}: ${said}`];
    if (draft.fate.kind !== 'passes') break;
  }
  return draft;
}

/** Changes the draft and says in a phrase what was done; undefined if that is said later. */
type Act = (draft: Draft) => string | undefined;

/** What a rule would do; undefined where its fault has nothing to do with such a packet. */
function actOf(live: LiveRule, packet: SeenPacket, so: Verdict): Act | undefined {
  const { fault, name } = live.rule;
  switch (fault.kind) {
    case 'delay':
      return (draft) => {
        draft.delay += Math.max(0, Math.round(fault.milliseconds + fault.jitter * live.swing()));
        draft.slowedBy = name;
        return undefined;
      };
    case 'bandwidth':
      return (draft) => {
        draft.narrow = [...draft.narrow, { rule: live, bytesPerSecond: fault.bytesPerSecond }];
        draft.slowedBy = name;
        return undefined;
      };
    case 'drop':
      return ends({ kind: 'dropped' }, 'dropped');
    case 'duplicate':
      return (draft) => {
        draft.times += fault.copies;
        draft.doubledBy = name;
        return undefined;
      };
    case 'reorder':
      return (draft) => {
        draft.aside = fault;
        return `reordered, ${fault.behind} behind`;
      };
    case 'hold':
      return ends({ kind: 'held', rule: live, whenFull: fault.whenFull }, undefined);
    case 'reason':
      return packet.direction === 'received' ? answer(fault, packet) : rewrite(fault, packet, so);
    case 'malformed': {
      const frame = malform({ ...packet, frame: so.frame }, fault.how);
      if (frame === undefined) return undefined;
      return (draft) => {
        draft.frame = frame;
        return `malformed (${fault.how})`;
      };
    }
    case 'close':
      if (fault.at === 'before') return ends({ kind: 'closed', how: fault.how }, 'closed before it');
      return (draft) => {
        draft.closesAfter = fault.how;
        return 'closed after it';
      };
    case 'lose session':
      return packet.direction === 'received' ? ends({ kind: 'session lost' }, 'session lost') : undefined;
    case 'expiry':
      // It is no matter of packets: see the sender.
      return undefined;
    default:
      return unreachable(fault);
  }
}

function ends(fate: Fate, said: string | undefined): Act {
  return (draft) => {
    draft.fate = fate;
    return said;
  };
}

type ReasonFault = Extract<FaultAction, { kind: 'reason' }>;

function answer({ reasonCode, answer: how }: ReasonFault, seen: SeenPacket): Act | undefined {
  const said = `answered ${hex(reasonCode)}`;
  if (how === 'disconnect') return ends({ kind: 'answered', reasonCode, how }, `${said} (DISCONNECT)`);
  const packet = readReceived(seen);
  const { version } = seen;
  if (packet?.type === 'connect') {
    return reasonCode < 0x80 ? undefined : ends({ kind: 'answered', reasonCode, how }, said);
  }
  // What has no answer is not processed, and nothing is said.
  const isSilent = packet?.type === 'publish' && packet.qos === 0;
  if (packet === undefined || (!isSilent && answerTo(packet, reasonCode, version) === undefined))
    return undefined;
  return ends({ kind: 'answered', reasonCode, how }, isSilent ? 'not processed' : said);
}

function rewrite({ reasonCode, answer: how }: ReasonFault, seen: SeenPacket, so: Verdict): Act | undefined {
  if (how === 'disconnect')
    return ends({ kind: 'answered', reasonCode, how }, `answered ${hex(reasonCode)} (DISCONNECT)`);
  const rewritten = withReason({ ...seen, frame: so.frame }, reasonCode);
  if (rewritten === undefined) return undefined;
  return (draft) => {
    draft.frame = rewritten.frame;
    draft.refuses = rewritten.refuses;
    return `rewritten to ${hex(reasonCode)}`;
  };
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(2, '0')}`;
}

/** The same for what goes out while the connection ends: there is no later for it. */
export function atOnce(verdict: Verdict): Verdict {
  const passes = { ...untouched(verdict.frame), notes: verdict.notes };
  return verdict.fate.kind === 'dropped' ? { ...passes, fate: verdict.fate } : passes;
}
