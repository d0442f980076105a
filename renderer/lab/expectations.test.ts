import { expect, test } from 'vitest';
import { before5, labTerms } from '../testing/lab-terms.ts';
import {
  dieExpectation,
  gateExpectation,
  publishExpectation,
  resumeExpectation,
  sleepExpectation,
  takeOverExpectation,
  withWillExpectation,
} from './expectations.ts';
import type { Terms } from './terms.ts';

test.each<[string, Partial<Terms>, string]>([
  ['no will', {}, 'There is no will to publish.'],
  ['a will without delay', { willDelay: 0 }, 'The broker publishes the will at once.'],
  ['a will of 3.1.1', { ...before5, willDelay: 0 }, 'The broker publishes the will at once.'],
  ['a delay within the session', { willDelay: 30 }, 'after 30 s (Will Delay Interval)'],
  ['a delay beyond the session', { willDelay: 900 }, 'after 300 s, when the session ends'],
  ['a delay, and no session', { willDelay: 30, expiry: 0 }, 'The broker publishes the will at once.'],
])('of death and of DISCONNECT 0x04 is expected, with %s', (_with, changes, will) => {
  const terms = labTerms(changes);

  expect(dieExpectation(terms)).toContain(will);
  expect(withWillExpectation(terms)).toContain(will);
});

test('to sleep by DISCONNECT publishes no will, by death it does unless we are back before', () => {
  const terms = labTerms({ willDelay: 30 });

  expect(sleepExpectation(terms, 'disconnect', 60)).toContain(
    'DISCONNECT 0x00 is sent. The will is not published.',
  );
  expect(sleepExpectation(terms, 'death', 60)).toContain(
    'no DISCONNECT is sent. The broker publishes the will after 30 s',
  );
  expect(sleepExpectation(terms, 'death', 10)).toContain(
    'we are back before its Will Delay Interval of 30 s is over',
  );
});

test('who sleeps longer than the session lasts comes back to none', () => {
  expect(sleepExpectation(labTerms(), 'death', 10)).toContain('Then Session Present is 1.');
  expect(sleepExpectation(labTerms(), 'death', 301)).toContain(
    'The session ends after 300 s (Session Expiry Interval), before we are back. Then Session Present is 0.',
  );
  expect(sleepExpectation(labTerms({ expiry: 0 }), 'death', 10)).toContain('The broker forgets the session');
  expect(sleepExpectation(labTerms({ ...before5, version: 3 }), 'death', 10)).toContain(
    'In 3.1 CONNACK does not say',
  );
});

test('resume says what ends, and what becomes of a will that is still to come', () => {
  const away = labTerms({ willDelay: 30 });

  expect(resumeExpectation(labTerms(), false, true)).toMatch(
    /^First DISCONNECT 0x00 ends.*Session Present is 1 if/,
  );
  expect(resumeExpectation(labTerms({ expiry: 0 }), false, true)).toContain('Session Present is 0.');
  expect(resumeExpectation(labTerms(before5), true, true)).toContain('CONNECT with Clean Session 1');
  expect(resumeExpectation(away, false, false)).toContain('not over yet is not published');
  expect(resumeExpectation(away, true, false)).toContain('is published now, as its session ends');
});

test('a client that is taken over has its will published, unless its session goes on within the delay', () => {
  expect(takeOverExpectation(labTerms({ willDelay: 0 }))).toContain('publishes the will at once');
  expect(takeOverExpectation(labTerms({ willDelay: 30 }))).toContain(
    'the will of the first is not published',
  );
  expect(takeOverExpectation(labTerms({ willDelay: 30, resumes: false }))).toContain(
    'publishes the will at once. The second one begins a new session.',
  );
  expect(takeOverExpectation(labTerms(before5))).toContain('close the first one, without a word.');
});

test('Receive Maximum is spoken of where it holds: in 5.0, of what the broker sends', () => {
  const gate = { delayMs: 0 } as const;
  const held = (terms: Terms, type: 'puback' | 'pubrel') =>
    gateExpectation(terms, { ...gate, holds: [type] });

  expect(held(labTerms(), 'puback')).toContain('QoS 1 stay unacknowledged. Once 20 are (Receive Maximum)');
  expect(held(labTerms(), 'pubrel')).toContain('Our own messages at QoS 2 stay in flight');
  expect(held(labTerms(), 'pubrel')).not.toContain('Once');
  expect(held(labTerms(before5), 'puback')).toContain('there is no Receive Maximum before 5.0');
  expect(held(labTerms(before5), 'puback')).toContain('The broker may send messages again');
  expect(held(labTerms(before5), 'pubrel')).not.toContain('Receive Maximum');
});

test('a reason code refuses from 0x80 on', () => {
  const gate = (reasonCode: number) => gateExpectation(labTerms(), { holds: [], delayMs: 0, reasonCode });

  expect([gate(0x97), gate(0x10)].map((text) => text.includes('as refused'))).toEqual([true, false]);
});

test('what CONNACK ruled out for a message is expected to end the connection', () => {
  const message = { qos: 2, packetId: 7, dup: false, retain: true, isEmpty: false, releases: true } as const;

  expect(publishExpectation(labTerms(), message)).toContain('PUBREC 7, then we send PUBREL 7');
  expect(publishExpectation(labTerms({ maximumQos: 1 }), message)).toContain(
    'DISCONNECT 0x9B QoS not supported',
  );
  expect(publishExpectation(labTerms({ hasRetain: false }), message)).toContain('0x9A Retain not supported');
  expect(publishExpectation(labTerms(), { ...message, qos: 0, dup: true })).toContain('[MQTT-3.3.1-2]');
});
