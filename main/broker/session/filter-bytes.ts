/** Bytes that the filters of all sessions are counted with. */
export class AllFilterBytes {
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** So many more, or fewer. */
  add(bytes: number): void {
    this.#bytes += bytes;
  }
}

/** Bytes that a filter is counted with: each of its levels costs more than its characters. */
export function weightOfFilter(filter: string): number {
  let levels = 1;
  for (let index = filter.indexOf('/'); index !== -1; index = filter.indexOf('/', index + 1)) levels += 1;
  return filter.length + 256 * levels;
}
