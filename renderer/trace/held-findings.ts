import type { Finding } from '../../app/contract/areas/trace/finding.ts';

/** What a list shows while somebody looks at it, and how many new ones there are beside it. */
export interface HeldFindings {
  readonly findings: readonly Finding[];
  readonly more: number;
}

/**
 * Those that are shown keep their places, with what is known of them by now; new ones are counted. One that `now` does not
 * have is there still if it may be among the `cut` older ones, else it is gone: muted, or left out by the filter.
 */
export function heldFindings(shown: readonly Finding[], now: readonly Finding[], cut: number): HeldFindings {
  const known = new Map(now.map((finding) => [finding.id, finding]));
  const oldest = cut === 0 ? Number.NEGATIVE_INFINITY : (now.at(-1)?.lastTime ?? 0);
  const findings = shown.flatMap((finding) => {
    const latest = known.get(finding.id) ?? (finding.lastTime < oldest ? finding : undefined);
    return latest === undefined ? [] : [latest];
  });
  const ids = new Set(shown.map(({ id }) => id));
  return { findings, more: now.filter(({ id }) => !ids.has(id)).length };
}
