import { expect, test } from 'vitest';
import { findingThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import { thresholdNames, thresholdValue } from './threshold-value.ts';

test('every threshold of the contract can be set', () => {
  expect(thresholdNames).toEqual(Object.keys(findingThresholds.shape));
});

test('what is typed is a number within its bounds, a JSON path or a topic filter', () => {
  expect([
    thresholdValue('lateSeconds', '2.5'),
    thresholdValue('lateSeconds', '0'),
    thresholdValue('lateSeconds', ''),
    thresholdValue('takeovers', '2.5'),
    thresholdValue('sequenceField', ' $.seq '),
    thresholdValue('sequenceField', 'seq'),
    thresholdValue('sequenceTopics', 'plant/#/x'),
  ]).toEqual([2.5, undefined, undefined, undefined, '$.seq', undefined, undefined]);
});
