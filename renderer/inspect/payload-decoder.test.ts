import { expect, test } from 'vitest';
import type { DecodeRequest } from './decode-payload.ts';
import { decodePayload } from './decode-payload.ts';
import type { DecodeOutcome } from './payload-decoder.ts';
import { PayloadDecoder } from './payload-decoder.ts';

/** A worker that answers when it is told to. */
class SlowWorker extends EventTarget {
  isEnded = false;
  readonly requests: DecodeRequest[] = [];

  postMessage(request: DecodeRequest): void {
    this.requests.push(request);
  }

  terminate(): void {
    this.isEnded = true;
  }

  answer(): void {
    const request = this.requests.at(-1);
    if (request !== undefined) {
      this.dispatchEvent(new MessageEvent('message', { data: decodePayload(request) }));
    }
  }
}

function setup() {
  const workers: SlowWorker[] = [];
  const told: DecodeOutcome[] = [];
  const make = (): SlowWorker => {
    const worker = new SlowWorker();
    workers.push(worker);
    return worker;
  };
  const decoder = new PayloadDecoder(make, (outcome) => told.push(outcome));
  return { decoder, workers, told };
}

function request(text: string): DecodeRequest {
  return { bytes: new TextEncoder().encode(text), format: 'text', isPretty: false };
}

test('payloads that come faster than they are decoded show all the same, those between left out', () => {
  const { decoder, workers, told } = setup();
  const [first, second, third] = [request('1'), request('2'), request('3')];

  decoder.decode(first);
  decoder.decode(second);
  decoder.decode(third);
  workers[0]?.answer();
  workers[0]?.answer();

  expect(told.map(({ request: of, decoded }) => [of === first || of === third, decoded.text])).toEqual([
    [true, '1'],
    [true, '3'],
  ]);
  expect([workers.length, workers[0]?.requests.length]).toEqual([1, 2]);
});

test('a worker that fails says why, and goes on with the next payload', () => {
  const { decoder, workers, told } = setup();
  const failed = new Event('error', { cancelable: true });

  decoder.decode(request('1'));
  decoder.decode(request('2'));
  workers[0]?.dispatchEvent(Object.assign(failed, { message: 'out of memory' }));
  workers[0]?.answer();

  expect(told.map(({ decoded: { failure, text } }) => [failure, text])).toEqual([
    ['out of memory', ''],
    [undefined, '2'],
  ]);
});

test('what is still under way when nobody looks any more is ended, and tells nothing', () => {
  const { decoder, workers, told } = setup();

  decoder.decode(request('1'));
  decoder.end();
  workers[0]?.answer();

  expect([workers[0]?.isEnded, told]).toEqual([true, []]);
});
