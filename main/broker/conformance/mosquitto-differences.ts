/** Where mosquitto 2.0 does something else than a conformance test of ours expects. */
export interface MosquittoDifference {
  /** `allowed`: the standard leaves it open. `fault`: mosquitto does not do what the standard says. */
  readonly kind: 'allowed' | 'fault';
  readonly instead: string;
  /** Tests by their full names without tags: `level 5 > a second CONNECT ends the connection`. */
  readonly tests: readonly string[];
}

export const mosquittoDifferences: readonly MosquittoDifference[] = [
  {
    kind: 'allowed',
    instead: 'closes without a CONNACK, which the standard leaves open',
    tests: [
      'level 5 > a will QoS of 3 is malformed',
      'level 5 > a will QoS without a will is malformed',
      'level 5 > a will retain flag without a will is malformed',
      'level 5 > will fields without the will flag is malformed',
      'level 5 > a will flag without its fields is malformed',
      'level 5 > a will without its payload is malformed',
      'level 5 > a user name flag without a user name is malformed',
      'level 5 > a user name without its flag is malformed',
      'level 5 > a password flag without a password is malformed',
      'level 5 > a password without its flag is malformed',
      'level 5 > no client identifier is malformed',
      'level 5 > flags in the fixed header of CONNECT are malformed',
      '5.0 > a property that there is not in CONNECT is refused with 0x81',
      '5.0 > a property of another packet in CONNECT is refused with 0x81',
      '5.0 > Receive Maximum twice in CONNECT is refused with 0x82',
      '5.0 > Session Expiry Interval twice in CONNECT is refused with 0x82',
      '5.0 > Receive Maximum 0 in CONNECT is refused with 0x82',
      '5.0 > Maximum Packet Size 0 in CONNECT is refused with 0x82',
      '5.0 > Request Problem Information 2 in CONNECT is refused with 0x82',
      '5.0 > Request Response Information 2 in CONNECT is refused with 0x82',
      '5.0 > a client identifier that is refused is answered by a code, and closed',
      '5.0 > a reserved connect flag is refused with 0x81',
      'level 5 > the client identifier is well-formed UTF-8 without U+0000, or CONNECT is refused',
      'level 5 > the will topic is well-formed UTF-8 without U+0000, or CONNECT is refused',
      'level 5 > the user name is well-formed UTF-8 without U+0000, or CONNECT is refused',
    ],
  },
  {
    kind: 'allowed',
    instead: 'closes without a DISCONNECT, which the standard wishes for and does not demand',
    tests: [
      'level 5 > a second CONNECT ends the connection',
      '5.0 > AUTH without a method in CONNECT is a Protocol Error',
      'level 5 > other flags of PUBREL are malformed',
      'level 5 > other flags of DISCONNECT are malformed',
      'level 5 > CONNACK from a client is a violation',
      'level 5 > a Remaining Length of five bytes is malformed',
      '5.0 > Subscription Identifier twice in SUBSCRIBE is answered by DISCONNECT 0x82',
      '5.0 > a code of DISCONNECT that is not listed is answered by DISCONNECT 0x82',
      '5.0 > Session Expiry twice in DISCONNECT is answered by DISCONNECT 0x82',
      '5.0 errors > PUBREL with other flags is answered by DISCONNECT 0x81',
      '5.0 errors > a property twice is answered by DISCONNECT 0x82',
      '5.0 > Response Topic is well-formed UTF-8 without U+0000',
      '5.0 > Content Type is well-formed UTF-8 without U+0000',
      '5.0 > the name of a User Property is well-formed UTF-8 without U+0000',
      '5.0 > the value of a User Property is well-formed UTF-8 without U+0000',
    ],
  },
  {
    kind: 'fault',
    instead: 'closes the old connection without DISCONNECT 0x8E, which the standard wants to be sent',
    tests: [
      '5.0 > take-over: the old connection gets DISCONNECT 0x8E and is closed',
      'the reason of the broker arrives before the close',
    ],
  },
  {
    kind: 'fault',
    instead: 'does not look at the reserved flags',
    tests: [
      'level 4 > other flags of PUBACK are malformed',
      'level 4 > other flags of PUBREC are malformed',
      'level 4 > other flags of PUBCOMP are malformed',
      'level 4 > other flags of PINGREQ are malformed',
      'level 5 > other flags of PUBACK are malformed',
      'level 5 > other flags of PUBREC are malformed',
      'level 5 > other flags of PUBCOMP are malformed',
      'level 5 > other flags of PINGREQ are malformed',
    ],
  },
  {
    kind: 'fault',
    instead: 'ignores a packet that only a server sends',
    tests: [
      'level 4 > SUBACK from a client is a violation',
      'level 4 > UNSUBACK from a client is a violation',
      'level 4 > PINGRESP from a client is a violation',
      'level 5 > SUBACK from a client is a violation',
      'level 5 > UNSUBACK from a client is a violation',
      'level 5 > PINGRESP from a client is a violation',
    ],
  },
  {
    kind: 'fault',
    instead: 'ignores what is left over of the packet',
    tests: [
      'level 4 > a body of PINGREQ is malformed',
      'level 5 > a body of PINGREQ is malformed',
      '3.1.1 errors > bytes after the end of a packet closes the connection',
    ],
  },
  {
    kind: 'fault',
    instead: 'takes a Remaining Length in more bytes than it needs',
    tests: ['5.0 > Remaining Length in more bytes than it needs is malformed'],
  },
  {
    kind: 'fault',
    instead: 'accepts it',
    tests: [
      '5.0 > Authentication Data without a method in CONNECT is refused with 0x82',
      '5.0 > Payload Format Indicator 2 is answered by DISCONNECT 0x82',
      '5.0 > a wildcard in the Response Topic is answered by DISCONNECT 0x82',
      '5.0 errors > a subscription identifier is answered by DISCONNECT 0x82',
      '3.1.1 errors > DUP at QoS 0 closes the connection',
      '5.0 errors > DUP at QoS 0 is answered by DISCONNECT 0x81',
      '5.0 > No Local on a shared subscription is answered by DISCONNECT 0x82',
      '5.0 > a share without name is answered by DISCONNECT 0x8f',
      '5.0 > a share name with a wildcard is answered by DISCONNECT 0x8f',
    ],
  },
  {
    kind: 'fault',
    instead: 'takes any code',
    tests: [
      '5.0 > a code of PUBACK that is not listed is answered by DISCONNECT 0x82',
      '5.0 > a code of PUBREC that is not listed is answered by DISCONNECT 0x82',
      '5.0 > a code of PUBREL that is not listed is answered by DISCONNECT 0x82',
      '5.0 > a code of PUBCOMP that is not listed is answered by DISCONNECT 0x82',
    ],
  },
  {
    kind: 'allowed',
    instead: 'says 0x82 Protocol Error: the standard calls the type forbidden and names no code',
    tests: ['level 5 > the packet type 0 is malformed'],
  },
  {
    kind: 'allowed',
    instead: 'says 0x82 Protocol Error instead of 0x90 Topic Name invalid, which is as true',
    tests: ['5.0 errors > a wildcard in the topic name is answered by DISCONNECT 0x90'],
  },
  {
    kind: 'allowed',
    instead: 'says 0x81 Malformed Packet instead of 0x8F Topic Filter invalid, which is as true',
    tests: ['5.0 > "#" that is not last is answered by DISCONNECT 0x8f'],
  },
  {
    kind: 'fault',
    instead: 'says 0x81 Malformed Packet where the standard names another code',
    tests: [
      '5.0 errors > topic alias 0 is answered by DISCONNECT 0x94',
      '5.0 > SUBSCRIBE without filter is answered by DISCONNECT 0x82',
      '5.0 > QoS 3 in the options is answered by DISCONNECT 0x82',
      '5.0 > Retain Handling 3 is answered by DISCONNECT 0x82',
      '5.0 > UNSUBSCRIBE without filter is answered by DISCONNECT 0x82',
      '5.0 > the subscription identifier 0 is answered by DISCONNECT 0x82',
    ],
  },
  {
    kind: 'allowed',
    instead: 'answers with success: 0x92 is for who wants to know, no statement demands it',
    tests: [
      '5.0 > PUBCOMP says what is wrong within the Maximum Packet Size of the client',
      '5.0 > PUBREL says what is wrong within the Maximum Packet Size of the client',
      '5.0 > PUBREL and PUBREC for an unknown identifier are answered with 0x92',
    ],
  },
  {
    kind: 'allowed',
    instead: 'says 0x10 in PUBACK only: it routes QoS 2 when PUBREL comes, and does not know at PUBREC',
    tests: ['5.0 > PUBACK and PUBREC say 0x10 when nobody is subscribed'],
  },
  {
    kind: 'fault',
    instead: 'delivers one copy at the QoS of the subscription that it finds first',
    tests: [
      'level 3 > overlapping subscriptions give one copy at the highest QoS',
      'level 4 > overlapping subscriptions give one copy at the highest QoS',
    ],
  },
  {
    kind: 'allowed',
    instead: 'delivers a copy for each subscription',
    tests: [
      'level 5 > overlapping subscriptions give one copy at the highest QoS',
      '5.0 > one copy carries the identifiers of all matching subscriptions',
    ],
  },
  {
    kind: 'allowed',
    instead: 'has no Maximum Packet Size unless it is configured',
    tests: ['5.0 errors > a packet above our Maximum Packet Size is 0x95 as soon as its header is there'],
  },
  {
    kind: 'fault',
    instead: 'sends all of them again at once, whatever the Receive Maximum',
    tests: ['5.0 > on resuming no more goes again than the new Receive Maximum allows'],
  },
  {
    kind: 'fault',
    instead:
      'closes: it takes topics of at most 200 levels, while the standard knows no limit but the length',
    tests: [
      'level 3 > a topic of 65,535 bytes, all of them slashes',
      'level 4 > a topic of 65,535 bytes, all of them slashes',
      'level 5 > a topic of 65,535 bytes, all of them slashes',
    ],
  },
  {
    kind: 'fault',
    instead: 'sends retained messages for a new shared subscription',
    tests: ['shared subscriptions > retained messages are not sent for a shared subscription'],
  },
  {
    kind: 'allowed',
    instead: 'knows shared subscriptions in 3.1 and 3.1.1 too, an extension of its own',
    tests: ['shared subscriptions > before 5.0 "$share" is a level like any other'],
  },
  {
    kind: 'allowed',
    instead: 'refuses control characters in topics, which the standard leaves open',
    tests: [
      'level 4 > control characters are passed on as they are',
      'level 5 > control characters are passed on as they are',
    ],
  },
  {
    kind: 'allowed',
    instead: 'accepts longer client identifiers in 3.1 as well',
    tests: ['3.1 > the client identifier "0123456789abcdefghijABCD" is refused with 0x02'],
  },
  {
    kind: 'fault',
    instead: 'does not publish the will: it is dropped with the session',
    tests: ['5.0 > a clean start ends the session, so that its waiting will goes out'],
  },
  {
    kind: 'allowed',
    instead: 'chooses the first sub-protocol that it knows',
    tests: ['the sub-protocol is "mqtt"; 3.1 clients may say "mqttv3.1"'],
  },
  {
    kind: 'allowed',
    instead: 'accepts a client that offers no sub-protocol, and hangs up on another one',
    tests: ['the sub-protocols [] are refused', 'the sub-protocols ["chat"] are refused'],
  },
  {
    kind: 'allowed',
    instead: 'closes the network connection without a close frame',
    tests: ['a text frame closes the connection'],
  },
  {
    kind: 'fault',
    instead: 'has one message more under way than the Receive Maximum after a PUBCOMP',
    tests: ['5.0 > no more than the Receive Maximum is under way'],
  },
];

export function differenceOf(fullName: string): MosquittoDifference | undefined {
  const name = withoutTags(fullName);
  return mosquittoDifferences.find(({ tests }) => tests.includes(name));
}

/** A test's name without the statements that it shows: `[5.0 MQTT-3.3.1-5] [5.0 x-property-doubled] a title`. */
export function withoutTags(name: string): string {
  return name.replaceAll(/\[\d\.\d(?:\.\d)? [^\]]+\] /g, '');
}
