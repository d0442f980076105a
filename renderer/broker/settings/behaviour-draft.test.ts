import { expect, test } from 'vitest';
import { brokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { defaultTuning } from '../../../app/contract/areas/broker/tuning.ts';
import {
  inheritedAt,
  problemOf,
  withClientRaised,
  withLayer,
  withNewClient,
  withoutClient,
  withWho,
} from './behaviour-draft.ts';

const start = brokerBehaviour.parse({
  tuning: {
    broker: { maximumQos: 1 },
    listeners: { ws: { receiveMaximum: 5 } },
    clients: [{ clientId: 'a', retainAvailable: false }, { userName: 'bob' }],
  },
});

test('a field that is set to nothing is as above it again', () => {
  const changed = withLayer(start, { kind: 'broker' }, { maximumQos: undefined, receiveMaximum: 7 });

  expect(changed.tuning.broker).toEqual({ receiveMaximum: 7 });
});

test('a listener that says nothing any more is gone', () => {
  const changed = withLayer(start, { kind: 'listener', name: 'ws' }, { receiveMaximum: undefined });

  expect(changed.tuning.listeners).toEqual({});
});

test('a client rule keeps whom it is for when its tuning changes, and its tuning when that changes', () => {
  const tuned = withLayer(start, { kind: 'client', index: 0 }, { maximumQos: 0 });

  const changed = withWho(tuned, 0, { clientId: '', userName: 'anna' });

  expect(changed.tuning.clients[0]).toEqual({ userName: 'anna', retainAvailable: false, maximumQos: 0 });
});

test('rules are added at the end, raised and removed', () => {
  const added = withNewClient(start);

  const raised = withClientRaised(added, 2);

  expect(withoutClient(raised, 0).tuning.clients).toEqual([{ clientId: '*' }, { userName: 'bob' }]);
});

test('what a listener inherits is the defaults with what the broker says', () => {
  expect(inheritedAt(start, { kind: 'listener', name: 'ws' })).toEqual({ ...defaultTuning, maximumQos: 1 });
  expect(inheritedAt(start, { kind: 'broker' })).toEqual(defaultTuning);
});

test('a rule for nobody is said with its place', () => {
  expect([problemOf(start), problemOf(withWho(start, 1, { userName: '' }))]).toEqual([
    undefined,
    'tuning.clients.1: clientId or userName is needed',
  ]);
});
