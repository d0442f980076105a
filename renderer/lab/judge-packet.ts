import type { Packet, PublishPacket, SubscribePacket } from '../../app/mqtt/packet.ts';
import { reasonName } from '../../app/mqtt/reason-codes.ts';
import { texts } from '../texts/en.ts';
import {
  closing,
  goodbyeFate,
  publishLimit,
  reasonText,
  retainedFate,
  said,
  willFate,
} from './expectations.ts';
import { hexCode } from './hex-code.ts';
import type { Terms } from './terms.ts';

const words = texts.lab.expect.raw;
const { publish: publishWords } = texts.lab.expect;
const firstError = 0x80;

export interface Judgement {
  readonly text: string;
  /** The connection ends: what comes after it is not read. */
  readonly isEnd: boolean;
}

/** What a broker should make of a packet that is well formed, on a connection that it has accepted. */
export function judgePacket(packet: Packet, length: number, terms: Terms): Judgement {
  const is5 = terms.version === 5;
  if (length > terms.maximumPacketSize) {
    const message = publishWords.limit.size(terms.maximumPacketSize);
    return violation(packet.type, message, 'MQTT-3.2.2-15', 0x95, terms);
  }
  switch (packet.type) {
    case 'publish':
      return judgePublish(packet, terms);
    case 'puback':
    case 'pubcomp':
      return goesOn(words.ends(packet.type.toUpperCase(), packet.id));
    case 'pubrec':
      return goesOn(
        packet.reasonCode >= firstError ? words.refusesMessage(packet.id) : words.pubrec(packet.id, is5),
      );
    case 'pubrel':
      return goesOn(words.pubrel(packet.id, is5));
    case 'subscribe':
      return goesOn(
        said(words.subscribe(packet.id, packet.subscriptions.length), ...subscribeLimits(packet, terms)),
      );
    case 'unsubscribe':
      return goesOn(words.unsubscribe(packet.id, packet.filters.length, is5));
    case 'pingreq':
      return goesOn(words.pingreq);
    case 'disconnect':
      return judgeDisconnect(packet.reasonCode, packet.properties.sessionExpiryInterval ?? 0, terms);
    case 'auth':
      return violation('auth', words.auth, 'MQTT-4.12.0-7', 0x82, terms);
    case 'connect':
      return secondConnect(terms);
    case 'connack':
    case 'suback':
    case 'unsuback':
    case 'pingresp':
      // Reading them as a client's has failed before.
      return goesOn('');
  }
}

/** A server must close the connection for it. */
export function secondConnect(terms: Terms): Judgement {
  const clause = terms.version === 3 ? '3.1' : 'MQTT-3.1.0-2';
  return violation('connect', words.secondConnect, clause, 0x82, terms);
}

function judgePublish(packet: PublishPacket, terms: Terms): Judgement {
  const { qos, id, dup, retain, topic, payload, properties } = packet;
  const limit = publishLimit(terms, packet);
  if (limit !== undefined) {
    const text = said(
      words.violates('PUBLISH', limit.message, limit.clause),
      words.closes(limit.reason),
      willFate(terms),
    );
    return { text, isEnd: true };
  }
  const alias = properties.topicAlias ?? 0;
  if (alias > terms.topicAliasMaximum) {
    const message = publishWords.limit.alias(terms.topicAliasMaximum);
    return violation('publish', message, 'MQTT-3.3.2-9', 0x94, terms);
  }
  const answer =
    qos === 0 ? publishWords.noAnswer : qos === 1 ? publishWords.puback(id) : words.pubrecYours(id);
  return goesOn(
    said(
      words.publish(qos),
      answer,
      dup ? publishWords.dup(qos === 2) : '',
      topic === '' ? publishWords.alias(alias) : '',
      retainedFate(retain, payload.length === 0),
    ),
  );
}

/** It refuses such a filter, or ends the connection. */
function subscribeLimits({ subscriptions, properties }: SubscribePacket, terms: Terms): string[] {
  const { subscribeLimit } = words;
  const filters = subscriptions.map(({ filter }) => filter);
  const limits: readonly (readonly [boolean, string, number])[] = [
    [!terms.hasWildcards && filters.some((filter) => /[+#]/.test(filter)), subscribeLimit.wildcard, 0xa2],
    [!terms.hasShared && filters.some((filter) => filter.startsWith('$share/')), subscribeLimit.shared, 0x9e],
    [
      !terms.hasSubscriptionIdentifiers && properties.subscriptionIdentifiers !== undefined,
      subscribeLimit.identifier,
      0xa1,
    ],
  ];
  return limits.flatMap(([isBroken, message, code]) =>
    isBroken ? [message, words.refuses('SUBACK', reasonText(code))] : [],
  );
}

function judgeDisconnect(code: number, expiry: number, terms: Terms): Judgement {
  if (terms.version === 5 && expiry > 0 && terms.expiry === 0)
    return violation('disconnect', words.prolonged, '3.14.2.2.2', 0x82, terms);
  const reason = terms.version === 5 ? `${hexCode(code)} ${reasonName('disconnect', code, 5)}` : '';
  const will = code === 0 ? goodbyeFate(terms) : willFate(terms);
  return { text: said(words.disconnect(reason), will), isEnd: true };
}

function violation(type: string, message: string, clause: string, code: number, terms: Terms): Judgement {
  const text = said(
    words.violates(type.toUpperCase(), message, clause),
    closing(terms, code),
    willFate(terms),
  );
  return { text, isEnd: true };
}

function goesOn(text: string): Judgement {
  return { text, isEnd: false };
}
