import { expect, test } from 'vitest';
import { FeedSender } from './feed-sender.ts';

test('a source is read only when its value will be sent', () => {
  const { sender, sent, reads } = setup();

  sender.changed();
  sender.changed();
  sender.changed();

  expect([sent, reads]).toEqual([[{ update: 0, value: 'of 0' }], ['of 0']]);
});

test('what changed while a value was under way goes out once it is taken', () => {
  const { sender, sent } = setup();
  sender.changed();
  sender.changed();

  sender.taken();
  sender.taken();

  expect(sent.map(({ value }) => value)).toEqual(['of 0', 'of 0']);
});

test('an update is answered with its number as soon as the value under way is taken', () => {
  const { sender, sent } = setup();
  sender.changed();

  sender.update(1, 1);
  sender.update(2, 2);
  sender.taken();

  expect(sent).toEqual([
    { update: 0, value: 'of 0' },
    { update: 2, value: 'of 2' },
  ]);
});

test('at most one read is pending, and a change during it makes another', async () => {
  const { sender, sent, pending } = setupAsync();
  sender.changed();
  sender.changed();
  sender.changed();
  const readsAtFirst = pending.length;

  pending.shift()?.('first');
  await settled();
  sender.taken();

  expect([readsAtFirst, sent, pending.length]).toEqual([1, [{ update: 0, value: 'first' }], 1]);
});

test('a value says which update was in force when its read began', async () => {
  const { sender, sent, pending } = setupAsync();
  sender.changed();

  sender.update(1, 1);
  pending.shift()?.('of 0');
  await settled();
  sender.taken();
  pending.shift()?.('of 1');
  await settled();

  expect(sent).toEqual([
    { update: 0, value: 'of 0' },
    { update: 1, value: 'of 1' },
  ]);
});

test('nothing is sent after the close, and the source is closed once', async () => {
  const { sender, sent, pending, closed } = setupAsync();
  sender.changed();

  sender.close();
  sender.close();
  pending.shift()?.('late');
  await settled();
  sender.changed();

  expect([sent, pending, closed()]).toEqual([[], [], 1]);
});

test('a read that fails after the close is nobody’s business', async () => {
  const { sender, failures, reject } = setupAsync();
  sender.changed();

  sender.close();
  reject(new Error('closed'));
  await settled();

  expect(failures).toEqual([]);
});

function setup() {
  const sent: { update: number; value: string }[] = [];
  const reads: string[] = [];
  let params = 0;
  const source = {
    update: (next: number) => {
      params = next;
    },
    read: () => {
      reads.push(`of ${params}`);
      return `of ${params}`;
    },
    close: () => undefined,
  };
  const sender = new FeedSender<number, string>(source, {
    send: (update, value) => sent.push({ update, value }),
    fail: (error) => {
      throw error;
    },
  });
  return { sender, sent, reads };
}

function setupAsync() {
  const sent: { update: number; value: string }[] = [];
  const failures: unknown[] = [];
  const pending: ((value: string) => void)[] = [];
  let closes = 0;
  let reject: (error: Error) => void = () => undefined;
  const source = {
    update: () => undefined,
    read: () =>
      new Promise<string>((resolve, rejectRead) => {
        pending.push(resolve);
        reject = rejectRead;
      }),
    close: () => {
      closes += 1;
    },
  };
  const sender = new FeedSender<number, string>(source, {
    send: (update, value) => sent.push({ update, value }),
    fail: (error) => failures.push(error),
  });
  return { sender, sent, failures, pending, closed: () => closes, reject: (error: Error) => reject(error) };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
