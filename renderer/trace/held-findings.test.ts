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
  const shown = [finding(3), finding(2), finding(1)];

  expect(heldFindings(shown, [finding(5), finding(1, 9), finding(4), finding(3)])).toEqual({
    findings: [finding(3), finding(2), finding(1, 9)],
    more: 2,
  });
});
