import { expect, test } from 'vitest';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { heldFindings } from './held-findings.ts';

function finding(id: number, count = 1): Finding {
  return {
    id,
    kind: 'resent',
    weight: 'warning',
    time: 1,
    lastTime: count,
    client: 'press-1',
    topic: { text: 'plant/press', cut: 0 },
    what: 'sent again',
    count,
    packets: [id],
  };
}

test('findings that are looked at keep their places: what is seen again counts there, what is new is told', () => {
  const shown = [finding(3, 7), finding(2), finding(1)];

  expect(heldFindings(shown, [finding(5, 9), finding(1, 9), finding(4, 8), finding(3, 7)], 1)).toEqual({
    findings: [finding(3, 7), finding(2), finding(1, 9)],
    more: 2,
  });
});

test('what is muted goes, though it is looked at', () => {
  const shown = [finding(3, 7), finding(2, 6), finding(1)];

  expect(heldFindings(shown, [finding(3, 7), finding(1)], 0).findings).toEqual([finding(3, 7), finding(1)]);
  expect(heldFindings(shown, [finding(3, 7), finding(0, 5)], 1).findings).toEqual([
    finding(3, 7),
    finding(1),
  ]);
});
