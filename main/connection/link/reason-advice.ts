/** What to do about a reason code that ended a connection: in the words of an action, as the code's cause is told already. */
type Advice = Readonly<Record<number, string>>;

const brokerLog = 'Look into the log of the broker.';
const keeper = 'Ask the keeper of the broker';
const waits = 'Wait: the next attempt comes by itself.';
const otherVersion = 'Choose another protocol version in the profile.';
const otherClientId = 'Enter another client id in the profile.';
const credentials = `Check user name and password in the profile, or ask the keeper of the broker to let this client in.`;
const otherServer = 'Enter the other broker as host of the profile.';

/** Of 5.0, whatever the packet. */
const shared: Advice = {
  128: brokerLog,
  129: `Look at the last packet that was sent on this connection, and into the log of the broker.`,
  130: `Look at the last packet that was sent on this connection, and into the log of the broker.`,
  131: brokerLog,
  135: credentials,
  137: waits,
  140: `${keeper} for the authentication methods that it supports.`,
  151: `${keeper} to raise the limit, or end other clients.`,
  156: otherServer,
  157: otherServer,
  159: 'Wait before you connect again.',
};

const connack5: Advice = {
  ...shared,
  132: otherVersion,
  133: otherClientId,
  134: credentials,
  136: 'Wait until the broker is ready: the next attempt comes by itself.',
  138: `${keeper} to let this client in again.`,
  144: 'Change the topic of the will in the profile.',
  149: 'Make the will in the profile smaller.',
  153: 'Change the payload of the will in the profile, or its Payload Format Indicator.',
  154: 'Take Retain off the will in the profile.',
  155: 'Lower the QoS of the will in the profile.',
};

const connack3: Advice = {
  1: otherVersion,
  2: otherClientId,
  3: 'Wait until the broker is ready: the next attempt comes by itself.',
  4: credentials,
  5: credentials,
};

const disconnect: Advice = {
  ...shared,
  0: 'Connect again, or look into the log of the broker.',
  139: 'Wait until the broker is back: the next attempt comes by itself.',
  141: 'Check the network, or enter a longer keep alive in the profile.',
  142: 'Give one of the two clients another client id.',
  143: 'Change the topic filter that was subscribed to last.',
  144: 'Change the topic that was published to last.',
  147: 'Publish fewer QoS 1 and 2 messages at once.',
  148: 'Publish without a topic alias, or with a smaller one.',
  149: 'Send smaller packets: CONNACK says how large they may be.',
  150: 'Publish more slowly.',
  152: `${keeper} why.`,
  153: 'Change the payload that was published last, or its Payload Format Indicator.',
  154: 'Publish without Retain.',
  155: 'Publish at a lower QoS: CONNACK says which one is the highest.',
  158: 'Subscribe without $share.',
  160: 'Connect again.',
  161: 'Subscribe without a Subscription Identifier.',
  162: 'Subscribe without wildcards.',
};

const unknown = 'Look into the log of the broker: the standard has no such code.';

/** After CONNACK; `isVersion5` says which codes these are. */
export function refusalAdvice(code: number, isVersion5: boolean): string {
  return (isVersion5 ? connack5 : connack3)[code] ?? unknown;
}

/** After the broker's DISCONNECT, which only 5.0 has. */
export function farewellAdvice(code: number): string {
  return disconnect[code] ?? unknown;
}
