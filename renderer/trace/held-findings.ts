import type { Finding } from '../../app/contract/areas/trace/finding.ts';

/** What a list shows while somebody looks at it, and how many new ones there are beside it. */
export interface HeldFindings {
  readonly findings: readonly Finding[];
  readonly more: number;
}

/** The rows that were shown last, and of what; undefined while they are those of a question before. */
export interface ShownFindings {
  readonly of: string | undefined;
  readonly findings: readonly Finding[];
}

interface Look {
  /** What was asked for: another question is answered at once, whoever looks at the rows of the one before. */
  readonly of: string;
  readonly isLookedAt: (shown: readonly Finding[]) => boolean;
  readonly now: readonly Finding[];
  readonly cut: number;
}

/** What to show: rows that are looked at stand still, unless they answer another question or none of them is left. */
export function shownFindings(
  last: ShownFindings | undefined,
  { of, isLookedAt, now, cut }: Look,
): HeldFindings {
  if (last === undefined || last.of !== of || !isLookedAt(last.findings)) return { findings: now, more: 0 };
  const held = heldFindings(last.findings, now, cut);
  return held.findings.length === 0 ? { findings: now, more: 0 } : held;
}

/**
 * Those that are shown keep their places, with what is known of them by now; new ones are counted. One that `now` does not
 * have is there still if it may be among the `cut` older ones, else it is gone: muted, or left out by the filter.
 * Older ones that take the place of these follow at the end.
 */
export function heldFindings(shown: readonly Finding[], now: readonly Finding[], cut: number): HeldFindings {
  const known = new Map(now.map((finding) => [finding.id, finding]));
  const oldest = cut === 0 ? Number.NEGATIVE_INFINITY : (now.at(-1)?.lastTime ?? 0);
  const findings = shown.flatMap((finding) => {
    const latest = known.get(finding.id) ?? (finding.lastTime < oldest ? finding : undefined);
    return latest === undefined ? [] : [latest];
  });
  const ids = new Set(shown.map(({ id }) => id));
  const last = Math.min(...shown.map(({ lastTime }) => lastTime));
  const others = now.filter(({ id }) => !ids.has(id));
  const older = others.filter(({ lastTime }) => lastTime < last);
  return { findings: [...findings, ...older], more: others.length - older.length };
}
