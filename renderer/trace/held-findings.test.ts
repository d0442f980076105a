import { expect, test } from 'vitest';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { heldFindings, shownFindings } from './held-findings.ts';

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

test('older ones that take the place of what is muted follow at the end, and are not told as new', () => {
  const shown = [finding(3, 7), finding(2, 6)];

  expect(heldFindings(shown, [finding(4, 9), finding(3, 7), finding(1, 2)], 0)).toEqual({
    findings: [finding(3, 7), finding(1, 2)],
    more: 1,
  });
});

test('another kind, filter or source is answered at once, though the list is looked at', () => {
  const now = [finding(5, 9), finding(3, 7)];
  const look = { isLookedAt: () => true, now, cut: 0 };
  const resent = [finding(3, 7)];

  expect(shownFindings({ of: 'resent', findings: resent }, { ...look, of: 'all' })).toEqual({
    findings: now,
    more: 0,
  });
  // The rows of the question before stood there while the answer was on its way.
  expect(shownFindings({ of: undefined, findings: resent }, { ...look, of: 'all' })).toEqual({
    findings: now,
    more: 0,
  });
  expect(shownFindings({ of: 'all', findings: resent }, { ...look, of: 'all' })).toEqual({
    findings: resent,
    more: 1,
  });
});

test('where all that was looked at is muted, or nothing was there, what there is shows', () => {
  const now = [finding(5, 9), finding(4, 8)];
  const look = { of: 'all', isLookedAt: () => true, now, cut: 0 };

  for (const findings of [[finding(3, 7)], []]) {
    expect(shownFindings({ of: 'all', findings }, look)).toEqual({ findings: now, more: 0 });
  }
});
