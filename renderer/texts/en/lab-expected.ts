import { count, some } from '../counts.ts';

const seconds = (n: number): string => `${count(n)} s`;
const filters = (n: number): string => some(n, 'filter', 'filters');

/** What should come of what a tester does, sentence by sentence. */
export const labExpected = {
  session: {
    kept: (expiry: number) =>
      Number.isFinite(expiry)
        ? `The broker keeps the session for ${seconds(expiry)}.`
        : 'The broker keeps the session.',
    gone: 'The broker forgets the session, with its subscriptions and what is queued.',
    expires: (expiry: number) =>
      `The session ends after ${seconds(expiry)} (Session Expiry Interval), before we are back.`,
    /** 3.1 has no Session Present. */
    untold: 'In 3.1 CONNACK does not say whether there was a session.',
    present: (isPresent: boolean) => `Then Session Present is ${isPresent ? 1 : 0}.`,
    queued:
      'QoS 1 and 2 messages that came meanwhile follow, and what was not acknowledged comes again with DUP.',
    lost: 'What came meanwhile is lost.',
  },

  will: {
    none: 'There is no will to publish.',
    not: 'The will is not published.',
    atOnce: 'The broker publishes the will at once.',
    after: (delay: number) =>
      `The broker publishes the will after ${seconds(delay)} (Will Delay Interval), unless the session is taken up again before.`,
    withSession: (expiry: number) =>
      `The broker publishes the will after ${seconds(expiry)}, when the session ends: that is before its Will Delay Interval is over.`,
    back: (delay: number) =>
      `The will is not published: we are back before its Will Delay Interval of ${seconds(delay)} is over.`,
    pending: (isClean: boolean) =>
      isClean
        ? 'A will whose Will Delay Interval is not over yet is published now, as its session ends.'
        : 'A will whose Will Delay Interval is not over yet is not published.',
    takenOver: (delay: number) =>
      `The session goes on with the second connection within the Will Delay Interval of ${seconds(delay)}, so the will of the first is not published.`,
  },

  death: 'The socket closes and no DISCONNECT is sent.',
  disconnect: (is5: boolean) => (is5 ? 'DISCONNECT 0x00 is sent.' : 'DISCONNECT is sent.'),
  disconnectWithWill: 'DISCONNECT 0x04 is sent, with which a will goes out as after a loss.',
  staysAway: 'The app stays away until you resume.',
  away: (n: number) => `We are away for ${seconds(n)}.`,

  resume: {
    ends: (is5: boolean) =>
      `First DISCONNECT${is5 ? ' 0x00' : ''} ends the connection that is up: a will is not published.`,
    clean: (name: string) =>
      `CONNECT with ${name} 1: the old session is gone, and handshakes under way are abandoned.`,
    kept: (name: string) => `CONNECT with ${name} 0: handshakes under way go on if the session is kept.`,
    none: 'Session Present is 0.',
    maybe: 'Session Present is 1 if the broker still has the session.',
  },

  takeOver: {
    closes: (is5: boolean) =>
      `A second connection says CONNECT with the same client identifier. The broker must close the first one${
        is5 ? ', with DISCONNECT 0x8E (Session taken over)' : ', without a word'
      }.`,
    keeps: 'The second one gets the session of the first.',
    clean: 'The second one begins a new session.',
    stays: 'The app does not fight for it: resume to get it back.',
  },

  gate: {
    open: 'Every message is acknowledged at once.',
    held: (types: string) => `Held until you release them: ${types}.`,
    received: (what: string, is5: boolean, receiveMaximum: number) =>
      `Messages at ${what} stay unacknowledged. ${
        is5
          ? `Once ${count(receiveMaximum)} are (Receive Maximum), the broker sends no more at QoS 1 and 2.`
          : 'How many it sends nevertheless is for the broker to decide: there is no Receive Maximum before 5.0.'
      }`,
    again: (is5: boolean, keeps: boolean) => {
      if (!keeps)
        return 'When the connection ends the session does too, and nothing comes again on the next one.';
      return is5
        ? 'While the connection lasts nothing is sent again (clause 4.4); after a resume messages come again with DUP.'
        : 'The broker may send messages again with DUP, and does after a resume.';
    },
    pubrel: (is5: boolean) =>
      `Our own messages at QoS 2 stay in flight with their identifiers${
        is5 ? ', and count for the Receive Maximum that the broker gave us' : ''
      }; Publish waits for PUBCOMP.`,
    late: (ms: number) =>
      `Acknowledgements go out ${count(ms)} ms late: handshakes at QoS 1 and 2 take that much longer.`,
    reason: (name: string) =>
      `Packets that may carry it say ${name}, and the trace says that the session lab had them.`,
    refuses:
      'PUBACK and PUBREC end the handshake as refused, and the broker does not send the message again.',
    ends: 'The handshake goes on as without it.',
  },

  publish: {
    noAnswer: 'Nobody answers at QoS 0, and there is no packet identifier.',
    puback: (id: number) =>
      `PUBACK ${id} comes back. An identifier that is in use already makes two handshakes look like one.`,
    released: (id: number) => `PUBREC ${id}, then we send PUBREL ${id}, and PUBCOMP ${id} ends it.`,
    unreleased: (id: number) =>
      `PUBREC ${id} comes back and is not answered: the broker has the message as received, and the identifier is in use until PUBREL.`,
    dup: (isQos2: boolean) =>
      isQos2
        ? 'With DUP or without: while the identifier is in use it is the same message to the broker and is not passed on again.'
        : 'DUP changes nothing for the broker: it may pass the message on a second time.',
    dupAtQos0: 'DUP at QoS 0 is malformed [MQTT-3.3.1-2].',
    retained: 'The broker keeps it as retained message.',
    unretained: 'An empty retained message removes the one of before.',
    alias: (alias: number) => `The broker must know topic alias ${alias} by an earlier PUBLISH.`,
    limit: {
      qos: (most: number) => `CONNACK said Maximum QoS ${most}`,
      retain: 'CONNACK said that Retain is not available',
      alias: (most: number) => `CONNACK said Topic Alias Maximum ${most}`,
      size: (most: number) => `CONNACK said Maximum Packet Size ${count(most)}`,
    },
  },

  raw: {
    empty: 'Bytes go to the broker as they are, whole packets or not.',
    partial:
      'The last packet is not whole: the broker waits for the rest, and what comes next is read as part of it.',
    more: 'More packets follow.',
    notRead: 'What comes after it is not read.',
    secondConnect: 'It is the second CONNECT of this connection',
    auth: 'AUTH is only for who named an authentication method in CONNECT',
    prolonged: 'A session that ends with its connection cannot be prolonged by DISCONNECT',
    violates: (name: string, message: string, clause: string) => `${name}: ${message} [${clause}].`,
    malformed: (message: string, clause: string) => `Not as the standard has it: ${message} [${clause}].`,
    closes: (reason: string) =>
      reason === ''
        ? 'The broker must close the connection, without a word.'
        : `The broker must close the connection, with DISCONNECT ${reason}.`,
    refuses: (answer: string, reason: string) =>
      `The broker says ${reason} in ${answer}, or in DISCONNECT and closes the connection.`,
    publish: (qos: number) => `PUBLISH at QoS ${qos}:`,
    pubrecYours: (id: number) =>
      `PUBREC ${id} comes back. The app does not answer it: PUBREL ${id} is yours.`,
    ends: (name: string, id: number) =>
      `${name} ${id} ends the message that came with this identifier. If the broker awaits no such packet, the standard does not say what it does: it may pass it over, or close the connection.`,
    refusesMessage: (id: number) => `PUBREC ${id} refuses the message: it is over, and no PUBREL follows.`,
    pubrec: (id: number, is5: boolean) =>
      `PUBREC ${id} is answered by PUBREL ${id}${is5 ? ', with 0x92 if the broker has no such message' : ''}.`,
    pubrel: (id: number, is5: boolean) =>
      `PUBREL ${id} is answered by PUBCOMP ${id}, also if the broker has no such message${is5 ? ': with 0x92 then' : ''}.`,
    subscribe: (id: number, asked: number) =>
      `SUBSCRIBE: SUBACK ${id} comes back with a code for each of ${filters(asked)}; the messages come to this app, whose own list of subscriptions stays as it is.`,
    subscribeLimit: {
      wildcard: 'CONNACK said that subscriptions with wildcards are not available.',
      shared: 'CONNACK said that shared subscriptions are not available.',
      identifier: 'CONNACK said that subscription identifiers are not available.',
    },
    unsubscribe: (id: number, asked: number, is5: boolean) =>
      `UNSUBSCRIBE: UNSUBACK ${id} comes back${is5 ? `, with a code for each of ${filters(asked)}` : ''}.`,
    pingreq: 'PINGREQ: PINGRESP comes back.',
    disconnect: (reason: string) =>
      `DISCONNECT${reason === '' ? '' : ` ${reason}`}: the broker closes the connection.`,
  },
} as const;
