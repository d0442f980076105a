import { expect, test } from 'vitest';
import { checkDraft, emptyDraft } from './mute-draft.ts';

test('a rule names kinds, clients by a pattern and topics by a filter; empty fields stand for any', () => {
  expect([
    checkDraft({ kind: 'resent', client: '', topicFilter: '' }).rule,
    checkDraft({ kind: undefined, client: 'press-*', topicFilter: 'plant/+/alarm/#' }).rule,
  ]).toEqual([
    { kind: 'resent', client: '*', topicFilter: '#' },
    { kind: undefined, client: 'press-*', topicFilter: 'plant/+/alarm/#' },
  ]);
});

test('a rule that would mute all is none, and what is no topic filter is said', () => {
  expect([
    checkDraft(emptyDraft).rule,
    checkDraft({ ...emptyDraft, client: '**', topicFilter: '#' }).rule,
    checkDraft({ ...emptyDraft, topicFilter: 'plant/#/alarm' }),
    checkDraft({ ...emptyDraft, topicFilter: '$share/a/plant' }).topicFilter,
  ]).toEqual([
    undefined,
    undefined,
    { client: undefined, topicFilter: expect.stringContaining('#'), rule: undefined },
    'A finding has a topic, not a share of it: leave $share/… out.',
  ]);
});
