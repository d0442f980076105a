import { expect, test } from 'vitest';
import { mayCarryReason, reasonCodes, returnCodes } from '../../../app/mqtt/reason-codes.ts';
import { farewellAdvice, refusalAdvice } from './reason-advice.ts';

test('for every code that ends a connection there is something to do', () => {
  const failures = (codes: readonly { readonly code: number }[]) =>
    codes.map(({ code }) => code).filter((code) => code !== 0);
  const advice = [
    ...failures(reasonCodes.connack).map((code) => refusalAdvice(code, true)),
    ...failures(returnCodes.connack).map((code) => refusalAdvice(code, false)),
    ...failures(reasonCodes.disconnect)
      .filter((code) => mayCarryReason('disconnect', code, 5, 'server'))
      .map(farewellAdvice),
  ];

  expect(advice.filter((text) => text.includes('no such code'))).toEqual([]);
  expect(
    advice.filter(
      (text) =>
        !/^(Ask|Change|Check|Choose|Connect|Enter|Give|Look|Lower|Make|Publish|Send|Subscribe|Take|Wait) /.test(
          text.replace(':', ' '),
        ),
    ),
  ).toEqual([]);
});
