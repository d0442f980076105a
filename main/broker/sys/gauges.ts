import type { Core } from '../core.ts';
import type { Peer } from '../peer/peer.ts';

/** Where the broker stands; what is counted is counted since its start. */
export interface Gauges {
  readonly clientsConnected: number;
  readonly clientsTotal: number;
  readonly sessionsExpired: number;
  readonly subscriptions: number;
  readonly sharedSubscriptions: number;
  readonly retained: number;
  readonly keptMessages: number;
  readonly keptBytes: number;
  readonly connections: number;
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly publishReceived: number;
  readonly publishSent: number;
  readonly publishDropped: number;
  readonly publishBytesReceived: number;
  readonly publishBytesSent: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

/** Adds up what connections counted: what closed ones did is in the counters already. */
export function gaugesOf(core: Core, peers: Iterable<Peer>): Gauges {
  const { counters, sessions, subscriptions, retained } = core;
  let { bytesReceived, bytesSent } = counters;
  for (const { facts, outbox } of peers) {
    bytesReceived += facts.bytesIn;
    bytesSent += outbox.written;
  }
  return {
    clientsConnected: sessions.connected,
    clientsTotal: sessions.count,
    sessionsExpired: sessions.expired,
    subscriptions: subscriptions.size,
    sharedSubscriptions: subscriptions.sharedSize,
    retained: retained.count,
    keptMessages: sessions.kept.count + retained.count,
    keptBytes: sessions.kept.bytes + retained.bytes,
    connections: counters.connections,
    packetsReceived: counters.packetsReceived,
    packetsSent: counters.answersSent + counters.sent,
    publishReceived: counters.received,
    publishSent: counters.sent,
    publishDropped: counters.droppedInAll,
    publishBytesReceived: counters.publishBytesReceived,
    publishBytesSent: counters.publishBytesSent,
    bytesReceived,
    bytesSent,
  };
}
