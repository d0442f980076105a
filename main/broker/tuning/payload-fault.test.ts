import { expect, test } from 'vitest';
import { defaultTuning } from '../../../app/contract/areas/broker/tuning.ts';
import { payloadFault } from './payload-fault.ts';

const all = { ...defaultTuning, checkPayloadFormat: true, checkContentType: true };
const notText = Uint8Array.of(0xc3, 0x28);
const bytesOf = (text: string) => new TextEncoder().encode(text);

test.each([
  ['{"a":1}', 'application/json', undefined],
  ['{"a":1', 'application/json', 'The payload is not the JSON that its content type says.'],
  ['{"a":1', 'application/senml+json; x=1', 'The payload is not the JSON that its content type says.'],
  ['x', 'nonsense', 'The content type "nonsense" is no media type.'],
  ['x', 'application/octet-stream', undefined],
  ['x', 'text/plain;charset=utf-8', undefined],
])('%s as %s: %s', (text, contentType, fault) => {
  expect(payloadFault(bytesOf(text), { contentType }, all)).toBe(fault);
});

test('text in another character set is not looked at, text in UTF-8 is', () => {
  const faults = ['text/csv', 'text/csv; charset=latin1', 'text/csv; charset="UTF-8"'].map((contentType) =>
    payloadFault(notText, { contentType }, all),
  );

  const fault = 'The payload is not the text in UTF-8 that its content type says.';
  expect(faults).toEqual([fault, undefined, fault]);
});

test('nothing is checked unless it is asked for', () => {
  const properties = { payloadFormatIndicator: 1, contentType: 'application/json' } as const;

  expect(payloadFault(notText, properties, defaultTuning)).toBe(undefined);
});
