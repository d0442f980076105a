import type { Qos } from '../../../app/mqtt/packet.ts';
import { lowerQos } from './lower-qos.ts';
import type { Destination, Subscription } from './subscription.ts';

/** The members of one shared subscription: same share name, same filter (clause 4.8.2). They take turns. */
export class ShareGroup {
  readonly #members: Subscription[] = [];
  #turn = 0;

  /** As its members wrote it, `$share/…` included; empty without members. */
  get filter(): string {
    return this.#members[0]?.filter ?? '';
  }

  get isEmpty(): boolean {
    return this.#members.length === 0;
  }

  /** Adds a member, or replaces its earlier subscription in place; says whether it is new. */
  set(subscription: Subscription): boolean {
    const index = this.#indexOf(subscription.destination.clientId);
    if (index === -1) this.#members.push(subscription);
    else this.#members[index] = subscription;
    return index === -1;
  }

  /** Says whether it was a member. */
  remove(clientId: string): boolean {
    const index = this.#indexOf(clientId);
    if (index === -1) return false;
    this.#members.splice(index, 1);
    if (index < this.#turn) this.#turn -= 1;
    return true;
  }

  get hasConnected(): boolean {
    return this.#members.some(({ destination }) => destination.isConnected);
  }

  /**
   * The member that may receive the topic and whose turn it is: one that is connected and can take a message of this QoS
   * at once, else one that keeps up, else one connected, else one whose session waits.
   */
  next({
    topic,
    qos: publishedQos,
  }: {
    readonly topic: string;
    readonly qos: Qos;
  }): Subscription | undefined {
    return (
      this.#take(topic, ({ destination, qos }) => isFree(destination, lowerQos(publishedQos, qos))) ??
      this.#take(topic, ({ destination }) => destination.isConnected && !destination.isLeftBehind) ??
      this.#take(topic, ({ destination }) => destination.isConnected) ??
      this.#take(topic, ({ qos }) => qos > 0)
    );
  }

  #take(topic: string, isFit: (member: Subscription) => boolean): Subscription | undefined {
    const members = this.#members;
    for (let step = 0; step < members.length; step += 1) {
      const index = (this.#turn + step) % members.length;
      const member = members[index];
      if (member === undefined || !isFit(member) || !member.destination.mayReceive(topic)) continue;
      this.#turn = (index + 1) % members.length;
      return member;
    }
    return undefined;
  }

  #indexOf(clientId: string): number {
    return this.#members.findIndex((member) => member.destination.clientId === clientId);
  }
}

function isFree(destination: Destination, qos: Qos): boolean {
  if (!destination.isConnected || destination.isLeftBehind) return false;
  return qos === 0 || !destination.isBusy;
}
