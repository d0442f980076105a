import { expect, test } from 'vitest';
import type { Activity } from './engine-messages.ts';
import { Quitting } from './quitting.ts';
import { whatEnds } from './texts.ts';

const nothing: Activity = { clients: 0, connections: 0, brokerRuns: false };

function setup(activity: Activity | undefined, answer: boolean) {
  const steps: string[] = [];
  const quitting = new Quitting({
    activity: async () => activity,
    ask: async (why) => {
      steps.push(`asked: ${why}`);
      return answer;
    },
    finish: async () => {
      steps.push('finished');
    },
    quit: () => {
      steps.push('quit');
    },
  });
  return { quitting, steps };
}

test('with nothing under way the app ends without a question', async () => {
  const { quitting, steps } = setup(nothing, false);

  await quitting.request('close');

  expect([steps, quitting.mayEnd]).toEqual([['finished', 'quit'], true]);
});

test('quitting asks for clients of the broker, not for our own connections', async () => {
  const clients = setup({ clients: 1, connections: 0, brokerRuns: true }, true);
  const connections = setup({ clients: 0, connections: 2, brokerRuns: true }, true);

  await clients.quitting.request('quit');
  await connections.quitting.request('quit');

  expect(clients.steps).toEqual(['asked: quit', 'finished', 'quit']);
  expect(connections.steps).toEqual(['finished', 'quit']);
});

test('closing the last window asks for all that captures', async () => {
  const { quitting, steps } = setup({ clients: 0, connections: 1, brokerRuns: false }, true);

  await quitting.request('close');

  expect(steps).toEqual(['asked: close', 'finished', 'quit']);
});

test('after a no the app stays, and may be asked again', async () => {
  const { quitting, steps } = setup({ clients: 3, connections: 0, brokerRuns: true }, false);

  await quitting.request('quit');
  await quitting.request('quit');

  expect([steps, quitting.mayEnd]).toEqual([['asked: quit', 'asked: quit'], false]);
});

test('many requests make one question and one end', async () => {
  const { quitting, steps } = setup({ clients: 3, connections: 0, brokerRuns: true }, true);

  await Promise.all([quitting.request('quit'), quitting.request('close'), quitting.request('quit')]);
  await quitting.end();

  expect(steps).toEqual(['asked: quit', 'finished', 'quit']);
});

test('an engine that says nothing does not hold the app', async () => {
  const { quitting, steps } = setup(undefined, false);

  await quitting.request('quit');

  expect(steps).toEqual(['finished', 'quit']);
});

test('a shutdown of the system does not wait for an answer', async () => {
  const steps: string[] = [];
  const never = new Quitting({
    activity: async () => ({ clients: 3, connections: 0, brokerRuns: true }),
    ask: () => new Promise(() => undefined),
    finish: async () => {
      steps.push('finished');
    },
    quit: () => {
      steps.push('quit');
    },
  });

  void never.request('quit');
  await never.end();

  expect(steps).toEqual(['finished', 'quit']);
});

test('what ends is said in words', () => {
  expect([
    whatEnds({ clients: 1, connections: 2, brokerRuns: true }),
    whatEnds({ clients: 0, connections: 1, brokerRuns: true }),
  ]).toEqual([
    '1 client on the embedded broker will be disconnected. 2 connections will be closed. What was captured so far is kept.',
    'The embedded broker stops. 1 connection will be closed. What was captured so far is kept.',
  ]);
});
