import type { Finding, FindingKind } from './finding.ts';

interface FindingText {
  readonly weight: Finding['weight'];
  /** A few words, as the head of the finding. */
  readonly title: string;
  /** What the standard says, and where; empty where it says nothing. */
  readonly clause: string;
  /** What it usually means. */
  readonly means: string;
  /** What to try. */
  readonly tryThis: string;
}

/** What each finding is, for whoever shows it: the screen, an export, the command line. `docs/traces.md` has this table. */
export const findingTexts: Readonly<Record<FindingKind, FindingText>> = {
  unacknowledged: {
    weight: 'warning',
    title: 'Acknowledged late or not at all',
    clause: 'MQTT-4.3.2-4, MQTT-4.3.3-8: the receiver must acknowledge what it has taken.',
    means:
      'The receiver is busy, blocks in its message handler, or waits for a disk or a database before it acknowledges.',
    tryThis:
      'Look at what the receiver does between PUBLISH and its acknowledgement; acknowledge first or work elsewhere.',
  },
  resent: {
    weight: 'warning',
    title: 'Sent again',
    clause: 'MQTT-4.4.0-1: what is not acknowledged is sent again when the session is resumed.',
    means: 'The connection was lost between a packet and its acknowledgement.',
    tryThis: 'Find out why the connection was lost; the exchange shows where it stood.',
  },
  duplicate: {
    weight: 'warning',
    title: 'Came twice at QoS 1',
    clause: 'MQTT-4.3.2-5: after PUBACK the same packet identifier is a new message.',
    means:
      'The acknowledgement was lost with the connection, and the message was sent again. QoS 1 allows it.',
    tryThis: 'Have receivers know a message again by something in its payload, or publish at QoS 2.',
  },
  'duplicate-qos2': {
    weight: 'error',
    title: 'Came twice at QoS 2',
    clause: 'MQTT-4.3.3-10: until PUBREL the same packet identifier is not delivered again.',
    means: 'One of the two ends has lost what it knew of its session, often in a restart without a store.',
    tryThis:
      'Keep the state of the session in a store that outlives a restart, at the client and at the server.',
  },
  order: {
    weight: 'error',
    title: 'Out of order',
    clause:
      'MQTT-4.6.0-1 to MQTT-4.6.0-3: acknowledgements and what is sent again keep the order of the messages.',
    means: 'The receiver works on several messages at once and acknowledges each when it is done.',
    tryThis: 'Acknowledge in the order of arrival, or do not rely on the order.',
  },
  'packet-id-reused': {
    weight: 'error',
    title: 'Packet identifier used while it was in use',
    clause: 'MQTT-2.2.1-3, MQTT-2.2.1-4: a new packet has a packet identifier that is not in use.',
    means: 'The sender counts from 1 again after a restart, while the other end still has its session.',
    tryThis: 'Keep the packet identifiers with the session, or begin with a clean start.',
  },
  'packet-id-kept': {
    weight: 'warning',
    title: 'Packet identifier never released',
    clause: 'MQTT-4.3.3-5: a packet identifier is in use until PUBCOMP.',
    means:
      'An answer was lost inside one of the two programs: the connection lives, and the handshake goes on no more.',
    tryThis: 'Look for an error in the receiver when this message came; reconnecting sends it again.',
  },
  'qos-downgraded': {
    weight: 'warning',
    title: 'QoS lower than asked for or granted',
    clause:
      'MQTT-3.8.4-7: the server may grant a lower QoS; MQTT-3.8.4-8: it delivers at that of the message or the one granted, whichever is lower.',
    means: 'The server, a listener or a rule for this client has a maximum QoS.',
    tryThis: 'Raise the maximum QoS where it is set, or take messages that may be lost.',
  },
  'receive-maximum': {
    weight: 'warning',
    title: 'Receive Maximum reached',
    clause: 'MQTT-3.3.4-7, MQTT-3.3.4-9: no more than Receive Maximum messages are unacknowledged at once.',
    means: 'The receiver does not acknowledge, and everything behind these messages waits.',
    tryThis: 'Find out what the receiver does with the oldest of them, or raise its Receive Maximum.',
  },
  'keep-alive-missed': {
    weight: 'error',
    title: 'Keep alive missed',
    clause: 'MQTT-3.1.2-22: after one and a half times the keep alive the server closes the connection.',
    means: 'The client slept, its event loop was blocked, or the network was away.',
    tryThis: 'Look at what blocks the client, and at its network; a longer keep alive only hides it.',
  },
  'keep-alive-near': {
    weight: 'note',
    title: 'Keep alive nearly missed',
    clause: 'MQTT-3.1.2-20: the client sends something within its keep alive.',
    means:
      'The client sends PINGREQ too late, by a timer that is not exact or a loop that was blocked for a while.',
    tryThis: 'Have the client ping before its keep alive is over, at three quarters of it for instance.',
  },
  'client-id-conflict': {
    weight: 'error',
    title: 'Two clients with one client identifier',
    clause: 'MQTT-3.1.4-3: a connection with the client identifier of another takes its place.',
    means:
      'Two devices or programs have the same client identifier, and throw each other out when they reconnect.',
    tryThis: 'Give each its own client identifier; the addresses of the two connections say where they are.',
  },
  'session-present': {
    weight: 'error',
    title: 'Session present not as expected',
    clause:
      'MQTT-3.2.2-2, MQTT-3.2.2-3: session present is 0 after a clean start, else it says whether the server has the session.',
    means:
      'With 0 the server was restarted without a store, or has dropped the session; what waited in it is lost. With 1 it did not discard what it was asked to.',
    tryThis: "Keep the server's sessions on a disk; after session present 0 subscribe anew.",
  },
  'will-fired': {
    weight: 'note',
    title: 'Will published',
    clause:
      'MQTT-3.1.2-8: the will is published when the connection ends without the DISCONNECT that deletes it.',
    means:
      'The client went away without saying so, or with a DISCONNECT other than 0x00, which lets its will out.',
    tryThis: 'Look at how its connection was lost.',
  },
  'will-missing': {
    weight: 'error',
    title: 'Will not published',
    clause:
      'MQTT-3.1.2-8: the will is published when the connection ends without the DISCONNECT that deletes it.',
    means:
      'The access rules do not let the client publish to its will topic, or the topic is one of the broker itself.',
    tryThis: 'Allow the client to publish to its will topic.',
  },
  'subscription-refused': {
    weight: 'error',
    title: 'Subscription refused',
    clause:
      'MQTT-3.8.4-6, MQTT-3.8.4-7: SUBACK has for each topic filter the QoS that is granted, or says that it failed.',
    means:
      'The access rules do not allow it, or the server does not support such a filter. Many clients do not look at it.',
    tryThis: 'Look at the rules for this client, and have the client look at the codes of SUBACK.',
  },
  'retained-to-live': {
    weight: 'warning',
    title: 'RETAIN on a live subscription',
    clause: 'MQTT-3.3.1-12: without Retain As Published RETAIN is 0 on what is forwarded.',
    means: 'The server forwards RETAIN as it was published; the receiver takes a new message for an old one.',
    tryThis: 'Do not rely on RETAIN at the receiver, or ask for Retain As Published and know that it is so.',
  },
  'topic-alias': {
    weight: 'error',
    title: 'Topic alias misused',
    clause:
      'MQTT-3.3.2-8 to MQTT-3.3.2-12: a topic alias is from 1 to the maximum that the receiver has set.',
    means:
      'The sender goes on with the aliases of its last connection, or does not look at Topic Alias Maximum.',
    tryThis: 'Begin with no aliases on every connection, and keep to the maximum in CONNECT or CONNACK.',
  },
  'clock-gap': {
    weight: 'note',
    title: 'The clock jumped',
    clause: '',
    means:
      'This machine slept, or its clock was set; durations across the gap are not what the network took.',
    tryThis: 'Leave these exchanges out when you judge times.',
  },
  'no-subscriber': {
    weight: 'note',
    title: 'Published for nobody',
    clause: '',
    means:
      'No subscription matches the topic: it is misspelt at one of the two ends, or the receiver is not there.',
    tryThis: 'Compare the topic with the filters that clients subscribe to.',
  },
  'silent-subscriber': {
    weight: 'note',
    title: 'Subscribed and gets nothing',
    clause: '',
    means: 'No message matches the filter: it is misspelt at one of the two ends, or nobody publishes.',
    tryThis: 'Compare the filter with the topics in the tree.',
  },
  'not-kept': {
    weight: 'warning',
    title: 'Messages not kept for a client that was away',
    clause:
      'MQTT-3.1.2-6 of 3.1.1, clause 3.1.2.11.2 of 5.0: with Clean Session 1, or a Session Expiry Interval of 0, the session ends with its connection, and its subscriptions with it.',
    means:
      'The client was restarted, or lost its connection, and has no session that outlives that: nobody keeps messages at QoS 1 and 2 for it.',
    tryThis:
      'Connect with Clean Start 0 (Clean Session 0 in 3.1.1), and in 5.0 with a Session Expiry Interval that is longer than a restart; or publish with RETAIN that of which only the newest value matters.',
  },
  'sequence-gap': {
    weight: 'error',
    title: 'Numbers missing in the payload',
    clause: '',
    means: 'Messages were lost before they got here, or the publisher skipped numbers.',
    tryThis:
      'Look at what happened to the client between the two messages; raise the QoS if they may not be lost.',
  },
  nagle: {
    weight: 'note',
    title: 'Delayed acknowledgements of TCP',
    clause: '',
    means:
      'One end collects small packets (Nagle) while the other waits 40 ms before it acknowledges at the level of TCP.',
    tryThis: 'Set TCP_NODELAY at the end that writes small packets.',
  },
  'protocol-error': {
    weight: 'error',
    title: 'Protocol violation',
    clause: 'The clause stands in the finding.',
    means: 'A program does not keep to the standard, or the bytes were damaged on their way.',
    tryThis: 'Open the packet: its fields show what is wrong.',
  },
};
