import type { Clock } from '../../../app/base/clock.ts';
import type { Timers } from '../timers.ts';
import { FastClock } from './aging.ts';
import { BreakOff } from './break-off.ts';
import type { FaultyConnection, PacketFaults } from './faulty-connection.ts';
import type { HeldPackets } from './held-packets.ts';
import { lineBytes } from './limits.ts';
import type { LiveRule } from './live-rule.ts';
import { meetFate } from './meet-fate.ts';
import { Passage } from './passage.ts';
import { readReceived } from './reason-answers.ts';
import type { SeenPacket } from './seen-packet.ts';
import { seen } from './seen-packet.ts';
import type { Whose } from './target.ts';
import { isMeant } from './target.ts';
import type { Verdict } from './verdict.ts';
import { atOnce, judge, untouched } from './verdict.ts';
import { withoutAlias } from './without-alias.ts';

interface ConnectionFaultsNeeds {
  readonly connection: FaultyConnection;
  readonly held: HeldPackets;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Who the client is has become known: another choice of rules may hold. */
  readonly identified: () => void;
  /** A packet is held, or no longer. */
  readonly changed: () => void;
}

/**
 * All packets of one connection that a rule may be for, both ways: inbound as whole frames before the broker reads them,
 * outbound as whole frames before the outbox. What it promises:
 *
 * - **Order.** Each direction is a line: what was put on it earlier goes on earlier, and what no rule touches waits for a
 *   delayed packet before it. Only what steps aside (reorder) or is held by hand is overtaken. The end of what the client
 *   sends, and the loss of its connection, come behind what it sent.
 * - **Bounds.** A client whose packets wait on the line is read no further from `lineBytes` on; what waits for a reader
 *   counts as unsent, so that a narrow line is a slow reader. Held packets have a bound over all connections.
 * - **State.** The broker knows nothing of it: what is dropped on its way out was sent for it and stays in flight, what is
 *   dropped on its way in never came, not even for the keep alive. Topic aliases are the exception: they are taken when
 *   the packet comes, as later ones rely on them.
 * - **Answers.** A received packet that is answered with a reason code is not processed: a PUBLISH is not routed, a
 *   filter not subscribed to, a CONNECT touches no session. A rewritten answer stands for what the broker has done.
 * - **Record.** A received packet is recorded when it comes, with what will be done with it; a sent one when it leaves.
 */
export class ConnectionFaults implements PacketFaults {
  readonly #needs: ConnectionFaultsNeeds;
  readonly #in: Passage;
  readonly #out: Passage;
  readonly #breakOff: BreakOff;
  #whose: Whose;
  #rules: readonly LiveRule[] = [];
  #clock: FastClock | undefined;
  /** Reading has stopped until less waits. */
  #isHolding = false;
  /** The broker ends the connection: what it still says goes out at once. */
  #isEnding = false;
  #isOver = false;
  /** What the end of the connection brings, if that waits behind packets. */
  #lastTasks: (() => void)[] = [];

  constructor(needs: ConnectionFaultsNeeds) {
    const { connection } = needs;
    this.#needs = needs;
    this.#whose = whoseIs(connection);
    this.#breakOff = new BreakOff(connection);
    this.#in = this.#passage('received', () => this.#letRead());
    this.#out = this.#passage('sent', () => undefined);
  }

  get whose(): Whose {
    return this.#whose;
  }

  get unsentBytes(): number {
    return this.#out.lane.weight;
  }

  /** Whether nothing waits. */
  get isIdle(): boolean {
    return this.#in.lane.isIdle && this.#out.lane.isIdle;
  }

  /** These rules are for it from now on. */
  setRules(rules: readonly LiveRule[]): void {
    this.#rules = rules;
    this.#setAging();
  }

  /** What waits goes on at once, as rules have changed; what is held stays. */
  letGo(): void {
    this.#in.lane.flush();
    this.#out.lane.flush();
    this.#letRead();
  }

  /** No rule is for it any more: everything goes on, what is held too. */
  retire(): void {
    this.setRules([]);
    this.#in.releaseHeld('pass');
    this.#out.releaseHeld('pass');
    this.letGo();
  }

  accepted(): void {
    this.#whose = whoseIs(this.#needs.connection);
    this.#setAging();
    this.#needs.identified();
  }

  received(frame: Uint8Array, time: number): void {
    if (this.#isOver || this.#breakOff.isUnderWay) return;
    const { connection } = this.#needs;
    this.#meet(frame);
    const packet = seen(withoutAlias(frame, connection) ?? frame, 'received', connection.stream.version);
    this.#in.take(packet, this.#judge(packet), frame, time);
    if (this.#isHolding || this.#isOver || this.#in.lane.weight < lineBytes) return;
    this.#isHolding = true;
    connection.stream.hold();
  }

  sent(frame: Uint8Array): void {
    if (this.#isOver || (this.#breakOff.isUnderWay && !this.#isEnding)) return;
    const { connection, clock } = this.#needs;
    const packet = seen(frame, 'sent', connection.stream.version);
    const judged = this.#judge(packet);
    const aged = this.#clock?.notesOn(frame) ?? [];
    const verdict = aged.length === 0 ? judged : { ...judged, notes: [...aged, ...judged.notes] };
    this.#out.take(packet, this.#isEnding ? atOnce(verdict) : verdict, frame, clock.now());
  }

  afterReceived(task: () => void): void {
    const { lane } = this.#in;
    lane.rejoin();
    if (lane.isIdle || this.#isOver) {
      task();
      return;
    }
    this.#lastTasks.push(task);
    lane.putLast(0, () => {
      this.#lastTasks = this.#lastTasks.filter((other) => other !== task);
      task();
    });
  }

  resume(): void {
    this.#in.lane.resume();
  }

  drained(): void {
    this.#breakOff.drained();
  }

  ending(): void {
    this.#isEnding = true;
    this.#out.lane.flush();
  }

  /** The connection is over. */
  close(): void {
    if (this.#isOver) return;
    this.#in.releaseHeld('drop');
    this.#out.releaseHeld('drop');
    this.#isOver = true;
    this.#in.lane.clear();
    this.#out.lane.clear();
    for (const task of this.#lastTasks.splice(0)) task();
  }

  #passage(direction: SeenPacket['direction'], moved: () => void): Passage {
    const { connection } = this.#needs;
    const breakOff = (end: () => void) => {
      // What waited behind it does not go out any more.
      if (direction === 'sent') this.#out.lane.clear();
      end();
    };
    return new Passage({
      ...this.#needs,
      direction,
      isBlocked: () => direction === 'received' && connection.stream.isWaiting,
      moved,
      go: (packet, verdict, sequence) =>
        direction === 'sent' ? this.#put(packet, verdict) : this.#process(verdict, sequence),
      meet: (packet, fate) => breakOff(() => meetFate(packet, fate, connection, this.#breakOff)),
      close: (how) => breakOff(() => this.#breakOff.close(how)),
    });
  }

  #process({ frame }: Verdict, sequence: number): void {
    if (!this.#breakOff.isUnderWay) this.#needs.connection.stream.process(frame, sequence);
  }

  #put({ type, frame: original }: SeenPacket, { frame, refuses }: Verdict): void {
    const { connection } = this.#needs;
    connection.stream.put(frame);
    if (!refuses) return;
    if (type === 'connack') {
      const why = 'A fault on purpose refused the client.';
      this.#breakOff.afterwards(() => connection.end({ reasonCode: undefined, why, withWill: false }));
    }
    // A client ends its exchange with that: its identifier is free again (clause 4.3.3).
    if (type === 'pubrec') connection.client?.session.receiving.delete(idOf(original));
  }

  /** What a CONNECT says of its sender; a malformed one says nothing. */
  #meet(frame: Uint8Array): void {
    if (this.#whose.hasConnect || (frame[0] ?? 0) >> 4 !== 1) return;
    const packet = readReceived(seen(frame, 'received', this.#needs.connection.stream.version));
    if (packet?.type !== 'connect') return;
    this.#whose = { ...this.#whose, clientId: packet.clientId, user: packet.username, hasConnect: true };
    this.#needs.identified();
  }

  #judge(packet: SeenPacket): Verdict {
    const rules = this.#rules.filter(({ rule }) => isMeant(rule.target, this.#whose));
    return rules.length === 0 ? untouched(packet.frame) : judge(packet, rules);
  }

  #setAging(): void {
    const { client } = this.#needs.connection;
    const rules = this.#rules.filter(({ rule }) => isMeant(rule.target, this.#whose));
    this.#clock = FastClock.of(rules);
    if (client !== undefined) client.sender.writer.aging = this.#clock;
  }

  #letRead(): void {
    if (!this.#isHolding || this.#isOver || this.#in.lane.weight > lineBytes / 2) return;
    this.#isHolding = false;
    this.#needs.connection.stream.release();
  }
}

function whoseIs({ listener, client }: FaultyConnection): Whose {
  if (client === undefined) return { listener, clientId: undefined, user: undefined, hasConnect: false };
  const { identity, session } = client;
  const user = identity.kind === 'user' ? identity.name : identity.claimed;
  return { listener, clientId: session.clientId, user, hasConnect: true };
}

/** The Packet Identifier of an acknowledgement: it stands behind the fixed header. */
function idOf(frame: Uint8Array): number {
  let at = 1;
  while ((frame[at] ?? 0) > 0x7f) at += 1;
  return ((frame[at + 1] ?? 0) << 8) | (frame[at + 2] ?? 0);
}
