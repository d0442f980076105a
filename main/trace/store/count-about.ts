/** What a finding is about. */
interface Placed {
  readonly exchange?: number | undefined;
  readonly packets: readonly number[];
}

/** Whether it is about one of these exchanges or packets. */
export function isAbout({ exchange, packets }: Placed, places: ReadonlySet<number>): boolean {
  return (exchange !== undefined && places.has(exchange)) || packets.some((packet) => places.has(packet));
}

/** For each set of places how many of the findings are about it, in one pass over them all; `isTold` is asked last. */
export function countAbout<Finding extends Placed>(
  findings: Iterable<Finding>,
  rows: readonly ReadonlySet<number>[],
  isTold: (finding: Finding) => boolean,
): readonly number[] {
  const all = new Set(rows.flatMap((places) => [...places]));
  const near = Array.from(findings).filter((finding) => isAbout(finding, all) && isTold(finding));
  return rows.map((places) => near.filter((finding) => isAbout(finding, places)).length);
}
