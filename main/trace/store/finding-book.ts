import { z } from 'zod';
import type { Finding, FindingKind, MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import { findingKind } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingPlace } from '../../../app/contract/areas/trace/trace.ts';
import { countAbout, isAbout } from './count-about.ts';
import { findingPackets, keptFindings } from './limits.ts';
import { isMuted } from './mute.ts';
import type { TraceTables } from './trace-tables.ts';

/** Something that deserves a look, as it was seen. */
export interface SeenFinding {
  readonly kind: FindingKind;
  readonly weight: Finding['weight'];
  /** µs since 1970. */
  readonly time: number;
  readonly client: string;
  readonly topic: string;
  readonly what: string;
  readonly packets: readonly number[];
  readonly exchange: number | undefined;
  /** More of what was seen before of the same, not something else. */
  readonly isUpdate?: boolean;
  /** The app's own doing: counted by itself, and not listed. */
  readonly isOwn?: boolean;
}

const storedFinding = z.object({
  id: z.number(),
  kind: findingKind,
  weight: z.enum(['error', 'warning', 'note']),
  time: z.number(),
  lastTime: z.number(),
  client: z.string(),
  topic: z.string(),
  what: z.string(),
  count: z.number(),
  packets: z.array(z.number()),
  exchange: z.number().optional(),
  isOwn: z.boolean().optional(),
});
/** What is kept of a finding; the same thing of the same client and topic is one. */
export type StoredFinding = z.infer<typeof storedFinding>;

/** Which findings a list shows, beside those of a kind. */
interface FindingChoice {
  /** Those that were seen last before this one was. */
  readonly before?: FindingPlace | undefined;
  /** Whether a filter lets it through; undefined where that is not known yet. */
  readonly passes?: ((finding: StoredFinding) => boolean | undefined) | undefined;
}

/** What a list of findings shows. */
export interface FoundFindings {
  readonly counts: readonly { readonly kind: FindingKind; readonly count: number }[];
  readonly muted: number;
  /** How many a filter leaves out. */
  readonly filtered: number;
  /** Of some it is not known yet whether a filter lets them through: they are left out. */
  readonly counting: boolean;
  /** How often something was the app's own doing. */
  readonly own: number;
  readonly findings: readonly StoredFinding[];
  /** How many are older than the last one listed, and newer than the first. */
  readonly cut: number;
  readonly newer: number;
  /** There were more than are kept, of all kinds: those that were seen longest ago are gone. */
  readonly bound: { readonly kept: number; readonly found: number } | undefined;
}

/** The findings of one source, bounded: beyond it those that were seen longest ago go. */
export class FindingBook {
  readonly #source: number;
  readonly #tables: TraceTables;
  /** In the order in which they were seen last. */
  readonly #findings = new Map<string, StoredFinding>();
  readonly #changed = new Set<string>();
  readonly #gone: number[] = [];
  #nextId = 1;
  /** How often something was found since it was opened. */
  changes = 0;

  constructor(source: number, tables: TraceTables) {
    this.#source = source;
    this.#tables = tables;
    const stored = tables.findings(source).map(({ data }) => storedFinding.parse(JSON.parse(data)));
    for (const finding of stored.toSorted((a, b) => a.lastTime - b.lastTime)) this.#put(finding);
  }

  get hasNews(): boolean {
    return this.#changed.size > 0 || this.#gone.length > 0;
  }

  add({ isUpdate = false, ...seen }: SeenFinding): void {
    const key = keyOf(seen);
    const before = this.#findings.get(key);
    const fresh = { ...seen, id: this.#nextId, lastTime: seen.time, count: 1 };
    const packets = seen.packets.slice(0, findingPackets);
    this.#put(
      before === undefined
        ? { ...fresh, packets }
        : {
            ...before,
            exchange: seen.exchange,
            lastTime: seen.time,
            what: seen.what,
            count: before.count + (isUpdate ? 0 : 1),
            packets,
          },
    );
    this.changes += 1;
    this.#changed.add(key);
    if (this.#findings.size > keptFindings) this.#removeOldest();
  }

  /** The one of that number; undefined once it is gone. */
  get(id: number): StoredFinding | undefined {
    return [...this.#findings.values()].find((finding) => finding.id === id);
  }

  #put(finding: StoredFinding): void {
    const key = keyOf(finding);
    this.#findings.delete(key);
    this.#findings.set(key, finding);
    this.#nextId = Math.max(this.#nextId, finding.id + 1);
  }

  #removeOldest(): void {
    for (const key of this.#findings.keys()) {
      this.#remove(key);
      return;
    }
  }

  #remove(key: string): void {
    const finding = this.#findings.get(key);
    if (finding === undefined) return;
    this.#findings.delete(key);
    this.#changed.delete(key);
    this.#gone.push(finding.id);
  }

  /** Lets go of those of which the history has no packet any more. */
  dropBefore(sequence: number): void {
    for (const [key, { packets }] of this.#findings) {
      const newest = Math.max(...packets);
      if (packets.length > 0 && newest < sequence) this.#remove(key);
    }
  }

  clear(): void {
    for (const key of [...this.#findings.keys()]) this.#remove(key);
  }

  #bound(): FoundFindings['bound'] {
    // They are numbered by ones. With fewer none is missing but what the history has let go of as well.
    const [kept, found] = [this.#findings.size, this.#nextId - 1];
    return kept < keptFindings || kept === found ? undefined : { kept, found };
  }

  /** Those that are neither muted nor the app's own doing, of one kind or of all, the newest first from the one at `from` on. */
  read(
    kind: FindingKind | undefined,
    mutes: readonly MuteRule[],
    from: number,
    most: number,
    { before, passes }: FindingChoice = {},
  ): FoundFindings {
    const counts = new Map<FindingKind, number>();
    const shown: StoredFinding[] = [];
    let [muted, own, filtered, unknown] = [0, 0, 0, 0];
    for (const finding of [...this.#findings.values()].reverse()) {
      if (finding.isOwn === true) {
        own += finding.count;
        continue;
      }
      if (mutes.some((rule) => isMuted(finding, rule))) {
        muted += 1;
        continue;
      }
      const isPassed = passes === undefined ? true : passes(finding);
      if (isPassed !== true) {
        if (isPassed === undefined) unknown += 1;
        else filtered += 1;
        continue;
      }
      counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + 1);
      if (kind === undefined || finding.kind === kind) shown.push(finding);
    }
    const newer = from + (before === undefined ? 0 : placeBehind(shown, before));
    const findings = shown.slice(newer, newer + most);
    return {
      counts: findingKind.options.flatMap((name) => {
        const count = counts.get(name);
        return count === undefined ? [] : [{ kind: name, count }];
      }),
      muted,
      own,
      filtered,
      counting: unknown > 0,
      findings,
      cut: Math.max(0, shown.length - newer - findings.length),
      newer: Math.min(newer, shown.length),
      bound: this.#bound(),
    };
  }

  /** The newest of those of these exchanges or packets that are neither muted nor the app's own doing. */
  about(places: ReadonlySet<number>, mutes: readonly MuteRule[], most: number): readonly StoredFinding[] {
    return [...this.#findings.values()]
      .filter((one) => isAbout(one, places) && isTold(one, mutes))
      .slice(-most)
      .reverse();
  }

  /** How many `about` would answer for each of these, at most `most`. */
  countAbout(
    rows: readonly ReadonlySet<number>[],
    mutes: readonly MuteRule[],
    most: number,
  ): readonly number[] {
    const counts = countAbout(this.#findings.values(), rows, (one) => isTold(one, mutes));
    return counts.map((count) => Math.min(count, most));
  }

  get isEmpty(): boolean {
    return this.#findings.size === 0;
  }

  /** Writes what changed, within a transaction of the tables; `saved` is to be called once that is done. */
  save(): void {
    for (const id of this.#gone) this.#tables.deleteFinding(this.#source, id);
    for (const key of this.#changed) {
      const finding = this.#findings.get(key);
      if (finding === undefined) continue;
      this.#tables.putFinding(this.#source, finding.id, JSON.stringify(finding));
    }
  }

  /** What `save` wrote is on the disk. */
  saved(): void {
    this.#gone.length = 0;
    this.#changed.clear();
  }
}

function isTold(finding: StoredFinding, mutes: readonly MuteRule[]): boolean {
  return finding.isOwn !== true && !mutes.some((rule) => isMuted(finding, rule));
}

function keyOf(finding: SeenFinding | StoredFinding): string {
  const { kind, client, topic, isOwn } = finding;
  return JSON.stringify([kind, client, topic, isOwn === true]);
}

/** Where those begin that were seen last before that one, which may have been seen again. */
function placeBehind(shown: readonly StoredFinding[], { id, lastTime }: FindingPlace): number {
  const same = shown.findIndex((finding) => finding.id === id && finding.lastTime === lastTime);
  if (same >= 0) return same + 1;
  const older = shown.findIndex((finding) => finding.lastTime < lastTime);
  return older < 0 ? shown.length : older;
}
