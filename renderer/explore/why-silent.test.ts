import { describe, expect, test } from 'vitest';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { SubscriptionState } from '../../app/contract/areas/connection.ts';
import type { Source, SourceState } from '../../app/contract/areas/sources.ts';
import { whySilent } from './why-silent.ts';

const now = new Date(2026, 10, 22, 15, 0);
const twoOClock = new Date(2026, 10, 22, 14, 2).getTime() * 1000;

const source = (state: SourceState, kind: Source['kind'] = 'connection'): Source => ({
  id: sourceId.parse('a'),
  kind,
  name: 'a',
  detail: '',
  state,
  production: false,
});
const subscription = (granted: SubscriptionState['granted']): SubscriptionState => ({
  asked: { filter: 'a/#', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
  granted,
});
const notAuthorized = { code: 0x87, name: 'Not authorized', cause: 'The access rules forbid it.' };
const screen = { subscriptions: undefined, filter: '', lastAt: undefined, now };
const connected: SourceState = { kind: 'connected', since: twoOClock };

describe('a silent screen says why', () => {
  test('nothing is connected', () => {
    expect(whySilent({ ...screen, source: source({ kind: 'idle' }) })).toEqual({
      title: 'Not connected.',
      advice: 'Connect to see what comes.',
    });
  });

  test('the connection waits to try again', () => {
    const state: SourceState = { kind: 'waiting', attempt: 3, retryAt: twoOClock, why: 'a:1883: refused' };

    expect(whySilent({ ...screen, source: source(state) })).toEqual({
      title: 'Not connected.',
      advice: 'a:1883: refused. Trying again at 14:02:00.',
    });
  });

  test('every subscription was refused', () => {
    const subscriptions = [subscription({ kind: 'refused', reason: notAuthorized, at: 0 })];

    expect(whySilent({ ...screen, source: source(connected), subscriptions })).toEqual({
      title: 'The subscription to a/# was refused: Not authorized.',
      advice: 'The access rules forbid it.',
    });
  });

  test('nothing is subscribed to', () => {
    expect(whySilent({ ...screen, source: source(connected), subscriptions: [] }).title).toBe(
      'Connected, but nothing is subscribed to.',
    );
  });

  test('nothing matched, though a message of before may', () => {
    expect(whySilent({ ...screen, source: source(connected), filter: 'topic:x' })).toEqual({
      title: 'No topic matches topic:x.',
      advice: undefined,
    });
    expect(whySilent({ ...screen, source: source(connected), filter: '$.temp>70' })).toEqual({
      title: 'No topic matches $.temp>70.',
      advice: 'A topic goes by its last message; older ones that match are in the history.',
    });
  });

  test('nothing has come, ever or since', () => {
    const quiet = { ...screen, source: source(connected), subscriptions: [subscription({ kind: 'none' })] };

    expect(whySilent(quiet).title).toBe('Connected since 14:02. Nothing has come yet.');
    expect(whySilent({ ...quiet, lastAt: twoOClock }).title).toBe('Nothing has come since 14:02.');
    expect(whySilent({ ...screen, source: source(connected, 'broker') }).title).toBe(
      'The broker is running. Nothing was published yet.',
    );
  });
});
