import type { UserProperty } from '../../app/mqtt/properties.ts';
import { OutgoingStore } from './outgoing-store.ts';
import { PacketIds } from './packet-ids.ts';

/** Our side of an MQTT session (clause 4.1): what outlives a network connection. */
export interface Session {
  /** Where it lives: another broker or client identifier has another session. */
  readonly key: string;
  /** QoS 1 and 2 messages of ours that are not acknowledged to the end. */
  readonly outgoing: OutgoingStore;
  readonly ids: PacketIds;
  /** User properties of those messages in their order, by packet identifier; MQTT.js keeps none. */
  readonly userProperties: Map<number, readonly UserProperty[]>;
  /** Identifiers of QoS 2 messages that came in and were not released yet. */
  readonly received: Set<number>;
}

/** One that has nothing under way. */
export function createSession(key: string): Session {
  const outgoing = new OutgoingStore();
  const ids = new PacketIds((id) => outgoing.has(id));
  return { key, outgoing, ids, userProperties: new Map(), received: new Set() };
}

/** The broker has no session of ours: what was under way is gone on both sides [MQTT-3.2.2-5]. */
export function forgetSession(session: Session): void {
  session.outgoing.clear();
  session.userProperties.clear();
  session.received.clear();
  session.ids.clear();
}
