import { describe, expect, test } from 'vitest';
import { failure, success } from '../../app/contract/answer.ts';
import { fakeWindow } from '../testing/fake-window.ts';

describe('notices', () => {
  test('the same error in a row is told once, with how often', () => {
    const { now } = fakeWindow();

    for (let time = 0; time < 3; time += 1) now().tellError({ code: 'failed', message: 'No.' });
    now().tellError({ code: 'failed', message: 'Neither.', advice: 'Try.' });

    expect(now().notices.map(({ message, advice, times }) => [message, advice, times])).toEqual([
      ['No.', undefined, 3],
      ['Neither.', 'Try.', 1],
    ]);
  });

  test('a success and what the user cancelled are no errors', () => {
    const { now } = fakeWindow();

    now().tellFailure(success({}));
    now().tellFailure(failure('cancelled', 'Cancelled.'));

    expect(now().notices).toEqual([]);
  });

  test('they are bounded, the oldest go first', () => {
    const { now } = fakeWindow();

    for (let number = 0; number < 30; number += 1) now().tellDone(`${number}`);

    expect(now().notices.map((notice) => notice.message)).toEqual(
      Array.from({ length: 20 }, (_, index) => `${index + 10}`),
    );
  });
});
