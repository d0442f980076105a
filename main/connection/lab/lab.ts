import type { Clock } from '../../../app/base/clock.ts';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import type { GateSettings, HeldType, LabAction, LabState } from '../../../app/contract/areas/lab.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { PublishPacket } from '../../../app/mqtt/packet.ts';
import { messageProblem, publishPacket } from '../publish-check.ts';
import { AcknowledgementGate } from './acknowledgement-gate.ts';
import type { LabLink } from './lab-link.ts';
import type { Rival } from './rival.ts';

/** Bytes that may wait for a broker that does not read. */
const waitingBytes = 16 * 1_048_576;

interface LabNeeds {
  readonly clock: Clock;
  readonly changed: () => void;
  readonly link: () => LabLink | undefined;
  /** Connects, closing first what is open; once with this Clean Start. */
  readonly come: (cleanStart: boolean) => void;
  /** DISCONNECT as always, and no reconnecting. */
  readonly leave: () => void;
  /** No reconnecting when the connection ends. */
  readonly stayAway: () => void;
  /** A second connection with the same client identifier; `changed` when it stands otherwise. */
  readonly rival: (changed: () => void) => Rival;
}

/** What a tester does to a connection on purpose: a client that dies, sleeps, is taken over, or does not acknowledge. */
export class Lab {
  readonly gate: AcknowledgementGate;
  readonly #needs: LabNeeds;
  #wake: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;
  #rival: Rival | undefined;

  constructor(needs: LabNeeds) {
    this.#needs = needs;
    this.gate = new AcknowledgementGate(needs.clock, needs.changed);
  }

  state(): LabState {
    return {
      ...this.gate.read(),
      ...(this.#wake === undefined ? {} : { wakesAt: this.#wake.at }),
      rival: this.#rival?.state ?? 'none',
    };
  }

  set(settings: GateSettings): void {
    this.gate.set(settings);
  }

  release(one: { readonly type: HeldType; readonly packetId: number } | undefined): number {
    return this.gate.release(one);
  }

  /** Fails with `not-connected`, `invalid` or `busy`. */
  act(action: LabAction): Answer<Record<never, never>> {
    if (action.do === 'resume') {
      this.#comeBack(action.cleanStart);
      return success({});
    }
    const link = this.#needs.link();
    if (link?.isAccepted !== true) return notConnected;
    if ((action.do === 'send' || action.do === 'publish') && link.waiting > waitingBytes) return notRead;
    switch (action.do) {
      case 'die':
        this.#needs.stayAway();
        link.die();
        return success({});
      case 'disconnect-with-will':
        return this.#leaveWithWill(link);
      case 'sleep':
        this.#sleep(link, action.seconds, action.by === 'death');
        return success({});
      case 'take-over':
        return this.#takeOver();
      case 'publish':
        return publish(link, action);
      case 'send':
        link.put(action.bytes, false);
        return success({});
    }
  }

  /** Whatever it waits for does not happen any more: the connection was opened or closed by hand, or is gone. */
  rest(): void {
    clearTimeout(this.#wake?.timer);
    this.#wake = undefined;
    this.#rival?.leave();
    this.#rival = undefined;
  }

  #leaveWithWill(link: LabLink): Answer<Record<never, never>> {
    if (link.version !== 5)
      return failure('invalid', 'DISCONNECT with the will is there in MQTT 5.0 only', dieAdvice);
    this.#needs.stayAway();
    link.leaveWithWill();
    return success({});
  }

  #sleep(link: LabLink, seconds: number, byDeath: boolean): void {
    if (byDeath) {
      this.#needs.stayAway();
      link.die();
    } else this.#needs.leave();
    clearTimeout(this.#wake?.timer);
    const timer = setTimeout(() => this.#comeBack(false), seconds * 1_000);
    this.#wake = { at: this.#needs.clock.now() + seconds * 1_000_000, timer };
    this.#needs.changed();
  }

  #takeOver(): Answer<Record<never, never>> {
    if (this.#rival !== undefined)
      return failure('busy', 'There is a second connection with this client identifier');
    // Else the two would take each other's place for ever.
    this.#needs.stayAway();
    const rival = this.#needs.rival(() => {
      if (rival.state === 'none' && this.#rival === rival) this.#rival = undefined;
      this.#needs.changed();
    });
    this.#rival = rival;
    this.#needs.changed();
    return success({});
  }

  #comeBack(cleanStart: boolean): void {
    this.rest();
    this.#needs.come(cleanStart);
    this.#needs.changed();
  }
}

function publish(link: LabLink, action: Extract<LabAction, { do: 'publish' }>): Answer<Record<never, never>> {
  const problem = messageProblem(action.message);
  if (problem !== undefined) return { ok: false, error: problem };
  const said: PublishPacket = publishPacket(action.message, link.version);
  const id = said.qos === 0 ? 0 : action.packetId;
  link.put(encode({ ...said, id, dup: action.dup }, link.version), action.releases);
  return success({});
}

const notConnected = failure(
  'not-connected',
  'There is no connection to the broker',
  'Connect it, then try again.',
);
const notRead = failure(
  'busy',
  'The broker does not read: what was sent before still waits',
  'Wait until it reads again, or let the connection die.',
);
const dieAdvice = 'Die without DISCONNECT: the broker publishes the will then as well.';
