import { describe, expect, test, vi } from 'vitest';
import type { Port } from '../port.ts';

/** Two ends that are connected. */
export type MakePorts = () => Promise<readonly [Port, Port]>;

/** What every kind of port must do. */
export function portSuite(kind: string, makePorts: MakePorts): void {
  describe(`a port over ${kind}`, () => {
    test('carries messages both ways in order', async () => {
      const [left, right] = await makePorts();
      const atLeft = received(left);
      const atRight = received(right);

      for (const number of [1, 2, 3]) {
        left.post({ number });
        right.post([number]);
      }

      await vi.waitFor(() => expect([atLeft, atRight].map((all) => all.length)).toEqual([3, 3]));
      expect(atRight).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
      expect(atLeft).toEqual([[1], [2], [3]]);
      left.close();
    });

    test('keeps bytes, text of any kind and times in microseconds as they are', async () => {
      const [left, right] = await makePorts();
      const all = received(right);
      const message = {
        bytes: Uint8Array.of(0, 1, 255),
        texts: ['', 'grün', '\u0000', '<b>'],
        time: 1_763_840_000_123_457,
        rate: 2.5,
        deep: [[{ yes: true, no: false }]],
      };

      left.post(message);

      await vi.waitFor(() => expect(all).toEqual([message]));
      left.close();
    });

    test('carries a payload of 16,000,000 bytes', async () => {
      const [left, right] = await makePorts();
      const sizes: number[] = [];
      right.onMessage((message) => sizes.push(message instanceof Uint8Array ? message.byteLength : -1));

      const posted = left.post(new Uint8Array(16_000_000));

      await vi.waitFor(() => expect(sizes).toEqual([16_000_000]), 10_000);
      expect(posted).toBe(true);
      left.close();
    });

    test('tells both ends once that it closed, and sends nothing more', async () => {
      const [left, right] = await makePorts();
      const closed: string[] = [];
      left.onClose(() => closed.push('left'));
      right.onClose(() => closed.push('right'));
      const all = received(right);
      received(left);

      left.close();
      left.close();
      const posted = left.post('too late');

      await vi.waitFor(() => expect(closed).toEqual(['left', 'right']));
      right.close();
      expect([closed, posted, all]).toEqual([['left', 'right'], false, []]);
    });

    test('tells a close listener that comes after the end', async () => {
      const [left] = await makePorts();
      left.close();

      const told = new Promise<string>((resolve) => left.onClose(() => resolve('told')));

      expect(await told).toBe('told');
    });

    test('has one message listener', async () => {
      const [left] = await makePorts();
      received(left);

      expect(() => left.onMessage(() => undefined)).toThrow('a port has one message listener');
      left.close();
    });
  });
}

function received(port: Port): unknown[] {
  const all: unknown[] = [];
  port.onMessage((message) => all.push(message));
  return all;
}
