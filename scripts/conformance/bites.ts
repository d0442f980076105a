/** A clause's branch to take out of the broker, and the tests that have to fail then. */
export interface Bite {
  readonly clause: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly text: string;
  readonly replacement: string;
  /** Below main/broker/conformance. */
  readonly testFile: string;
  /** By their full names without tags. */
  readonly tests: readonly string[];
}

export const bites: readonly Bite[] = [
  {
    clause: 'QoS 2: until PUBREL the same identifier is not delivered again [5.0 MQTT-4.3.3-10]',
    file: 'main/broker/handlers/publish.ts',
    text: "if (receiving.has(id)) peer.send(ack('pubrec', id, success));",
    replacement: "if (id === 0) peer.send(ack('pubrec', id, success));",
    testFile: 'publish.test.ts',
    tests: [3, 4, 5].map(
      (level) => `level ${level} > a repeated QoS 2 PUBLISH is acknowledged again but routed once`,
    ),
  },
  {
    clause: 'No Local [5.0 MQTT-3.8.3-3]',
    file: 'main/broker/routing/router.ts',
    text: 'const counted = receiver.hasNoLocal ? forPublisher(receiver, message) : receiver;',
    replacement: 'const counted: Receiver | undefined = receiver;',
    testFile: 'subscribe.test.ts',
    tests: ['5.0 > No Local: own messages do not come back, those of others do'],
  },
  {
    clause: 'RETAIN 0 on what goes to established subscriptions [3.1.1 MQTT-3.3.1-9]',
    file: 'main/broker/routing/router.ts',
    text: 'const retain = message.retain && receiver.retainAsPublished;',
    replacement: 'const retain = message.retain;',
    testFile: 'retained.test.ts',
    tests: [3, 4, 5].map((level) => `level ${level} > RETAIN is 0 on what goes to established subscriptions`),
  },
  {
    clause: 'The delivery QoS is the lower one [3.1.1 MQTT-3.8.4-6] [5.0 MQTT-3.8.4-8]',
    file: 'main/broker/routing/lower-qos.ts',
    text: 'return a < b ? a : b;',
    replacement: 'return a < b ? b : a;',
    testFile: 'publish.test.ts',
    tests: [3, 4, 5].map((level) => `level ${level} > published at QoS 1, granted 0: delivered at 0`),
  },
  {
    clause: 'Filters that begin with a wildcard leave out "$" [MQTT-4.7.2-1]',
    file: 'main/broker/routing/subscription-trie.ts',
    text: "let wildcardsCount = !topic.startsWith('$');",
    replacement: 'let wildcardsCount = true;',
    testFile: 'matching.test.ts',
    tests: [3, 4, 5].map((level) => `level ${level} > "#" and "$a/b": false`),
  },
  {
    clause: 'DISCONNECT discards the will [MQTT-3.14.4-3]',
    file: 'main/broker/handlers/disconnect.ts',
    text: 'withWill: !isNormal',
    replacement: 'withWill: true',
    testFile: 'will.test.ts',
    tests: [3, 4, 5].map((level) => `level ${level} > DISCONNECT discards the will`),
  },
  {
    clause: 'No retained messages for a new shared subscription [5.0 x-shared-retained]',
    file: 'main/broker/handlers/subscribe.ts',
    text: 'if (subscription.shareName !== undefined) return false;',
    replacement: '',
    testFile: 'subscribe.test.ts',
    tests: ['shared subscriptions > retained messages are not sent for a shared subscription'],
  },
  {
    clause: 'A refusal is within the Maximum Packet Size of the client [5.0 MQTT-3.2.2-19]',
    file: 'main/broker/peer/refusal.ts',
    text: '.find((packet) => packet.length <= maximumSize)',
    replacement: '.find((packet) => packet.length > 0 || maximumSize > 0)',
    testFile: 'connect-form.test.ts',
    tests: ['5.0 > a CONNACK that refuses is within the Maximum Packet Size of the client'],
  },
  {
    clause: 'An empty message is never retained [3.1.1 MQTT-3.3.1-11] [5.0 MQTT-3.3.1-7]',
    file: 'main/broker/retained/retained.ts',
    text: 'if (message.payload.length === 0) return false;',
    replacement: '',
    testFile: 'retained.test.ts',
    tests: [3, 4, 5].map((level) => `level ${level} > an empty one is delivered and removes it`),
  },
];
