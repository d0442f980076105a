import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import type { LinkId, LinkStart } from './observer.ts';
import type { LinkChange } from './record-sink.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const nothingNew = {
  opened: undefined,
  address: '',
  transport: undefined,
  clientId: undefined,
  version: 0,
  closed: undefined,
  why: '',
};

/** What became known of links since it was last taken, gathered by link: who comes and goes at once is one change. */
export class LinkChanges {
  #changes = new Map<LinkId, Mutable<LinkChange>>();

  get count(): number {
    return this.#changes.size;
  }

  opened(link: LinkId, start: LinkStart, time: number): void {
    const change = this.#of(link);
    change.opened = time;
    change.address = start.address;
    change.transport = start.transport;
  }

  identified(link: LinkId, clientId: string, version: ProtocolVersion): void {
    const change = this.#of(link);
    change.clientId = clientId;
    change.version = version;
  }

  closed(link: LinkId, why: string, time: number): void {
    const change = this.#of(link);
    change.closed = time;
    change.why = why;
  }

  #of(link: LinkId): Mutable<LinkChange> {
    const known = this.#changes.get(link);
    if (known !== undefined) return known;
    const change = { ...nothingNew, link };
    this.#changes.set(link, change);
    return change;
  }

  take(): readonly LinkChange[] {
    const changes = [...this.#changes.values()];
    this.#changes.clear();
    return changes;
  }
}
