import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import type { LinkId, LinkStart } from './observer.ts';
import type { LinkChange } from './record-sink.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What became known of links since it was last taken, gathered by link: who comes and goes at once is one change. */
export class LinkChanges {
  #changes = new Map<LinkId, Mutable<LinkChange>>();

  get count(): number {
    return this.#changes.size;
  }

  opened(link: LinkId, start: LinkStart, time: number): void {
    this.#of(link).opened = { start, time };
  }

  identified(link: LinkId, clientId: string, version: ProtocolVersion): void {
    this.#of(link).identified = { clientId, version };
  }

  closed(link: LinkId, why: string, time: number): void {
    this.#of(link).closed = { why, time };
  }

  #of(link: LinkId): Mutable<LinkChange> {
    const known = this.#changes.get(link);
    if (known !== undefined) return known;
    const change = { link, opened: undefined, identified: undefined, closed: undefined };
    this.#changes.set(link, change);
    return change;
  }

  take(): readonly LinkChange[] {
    const changes = [...this.#changes.values()];
    this.#changes.clear();
    return changes;
  }
}
