import type { Finding } from '../../app/contract/areas/trace/finding.ts';

/** What a list shows while somebody looks at it, and how many new ones there are beside it. */
export interface HeldFindings {
  readonly findings: readonly Finding[];
  readonly more: number;
}

/** Those that are shown keep their places, with what is known of them by now; new ones are counted. */
export function heldFindings(shown: readonly Finding[], now: readonly Finding[]): HeldFindings {
  const known = new Map(now.map((finding) => [finding.id, finding]));
  const findings = shown.map((finding) => known.get(finding.id) ?? finding);
  const ids = new Set(shown.map(({ id }) => id));
  return { findings, more: now.filter(({ id }) => !ids.has(id)).length };
}
