import type { DeliveryNote } from '../capture/delivery-layout.ts';
import { deliverySize, readDelivery } from '../capture/delivery-layout.ts';
import type { NamedReceiver } from '../capture/receiver-set.ts';
import { notesAt, timeAt } from '../capture/record-layout.ts';
import { KnownReceivers } from './known-receivers.ts';
import type { LinkTrace } from './link-trace.ts';
import type { Links } from './links.ts';
import type { Moment } from './moment.ts';
import { NotedCopies } from './noted-copies.ts';
import type { PlainHandshakes } from './plain-handshakes.ts';
import type { Scene } from './scene.ts';

const refusals: Readonly<Record<string, string>> = {
  'not authorized': 'The access rules do not let its publisher publish it.',
  'payload invalid': 'Its payload is not what its properties say.',
};

/** Makes exchanges of what the embedded broker noted of its messages: a delivery for each copy. */
export class Notes {
  readonly #scene: Scene;
  readonly #links: Links;
  readonly #receivers: KnownReceivers;
  readonly #copies: NotedCopies;
  readonly #plain: PlainHandshakes;

  constructor(scene: Scene, links: Links, plain: PlainHandshakes) {
    this.#scene = scene;
    this.#links = links;
    this.#plain = plain;
    this.#copies = new NotedCopies(scene);
    this.#receivers = new KnownReceivers(scene);
  }

  /** A record that names receivers. */
  receivers(text: string, sequence: number): void {
    this.#receivers.take(text, sequence);
  }

  /** A record of notes; the first has the number `sequence`. */
  take(data: Buffer, at: number, sequence: number): void {
    this.#scene.seesDeliveries = true;
    const { start, end } = notesAt(data, at);
    const time = timeAt(data, at);
    let next = sequence;
    for (let offset = start; offset < end; offset += deliverySize) {
      const note = readDelivery(data, offset, next);
      this.#note(note, next, time);
      next += note.count;
    }
  }

  #note(note: DeliveryNote, sequence: number, time: number): void {
    const { event, message, lastMessage } = note;
    const { journeys, sessions } = this.#scene;
    if (event === 'routed') {
      this.#routed(note, { sequence, time, link: 0 });
      return;
    }
    if (event === 'refused') {
      const detail = refusals[note.reason] ?? '';
      if (message === undefined) return;
      journeys.settled({ first: message, last: lastMessage ?? message, outcome: 'refused', detail });
      return;
    }
    if (event === 'no-local') {
      if (message !== undefined) journeys.oneLess(message, false);
      return;
    }
    const link = this.#linkOf(note);
    if (link === undefined) return;
    if (event === 'session-over') {
      this.#plain.unfold();
      sessions.over(link.session, { sequence, time, link: link.number });
      return;
    }
    // What was dropped at QoS 0 is no exchange: a flood to a slow reader would be nothing else.
    if (event === 'dropped' && note.qos === 0) return;
    for (let ahead = 0; ahead < note.count; ahead += 1) {
      if (this.#plain.goesOut(link, note, ahead, { sequence: sequence + ahead, time })) continue;
      this.#plain.unfoldOf(link.session);
      this.#copies.take({
        sequence: sequence + ahead,
        time,
        link: link.number,
        note,
        receiver: link,
        message: message === undefined ? 0 : message + ahead,
        packetId: event === 'sent' && note.qos > 0 ? note.packetId + ahead : 0,
      });
    }
  }

  #routed({ message, lastMessage, receivers }: DeliveryNote, moment: Moment): void {
    const { journeys, watchers, messageTopics } = this.#scene;
    if (message === undefined || lastMessage === undefined) return;
    if (receivers === undefined) {
      journeys.settled({ first: message, last: lastMessage, outcome: 'no-subscriber', detail: '' });
      watchers.routed(message, lastMessage, undefined, moment, messageTopics);
      return;
    }
    const known = this.#receivers.at(receivers);
    if (known === undefined) return;
    const { named, shares, routed } = known;
    const atOnce = named.filter((one) => this.#getsAtOnce(one)).length;
    const noted = named.filter(({ qos }) => qos > 0).length + shares;
    journeys.routed(message, lastMessage, noted + atOnce, atOnce, moment.time);
    watchers.routed(message, lastMessage, routed, moment, messageTopics);
  }

  #getsAtOnce({ client, qos }: NamedReceiver): boolean {
    return qos === 0 && this.#scene.sessions.find(client)?.link !== undefined;
  }

  /** The link that the receiver is on, or was on last. */
  #linkOf({ link, version }: DeliveryNote): LinkTrace | undefined {
    return link === 0 ? undefined : (this.#links.find(link, version) ?? this.#links.past(link, version));
  }
}
