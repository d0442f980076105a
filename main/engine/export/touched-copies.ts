import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';

/** Copies that are remembered. */
const most = 10_000;
/** Bytes of a frame at QoS 0 by which it is known again. */
const knownBytes = 2_048;

/** Copies that a fault touched, which are on record as the packets that they are and are noted as well. */
export class TouchedCopies {
  readonly #keys = new Map<string, number>();
  readonly #scan = createPublishScan();

  /** Remembers the record, if it is one. */
  note(record: CapturedRecord): void {
    const { kind, direction, faults, link, body, version } = record;
    if (kind !== 'packet' || direction !== 'sent' || faults.length === 0) return;
    if (!scanPublish(body, version, this.#scan)) return;
    const key = keyOf(link, this.#scan.id, body);
    this.#keys.set(key, (this.#keys.get(key) ?? 0) + 1);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > most && oldest !== undefined) this.#keys.delete(oldest);
  }

  /** Whether that copy is on record itself; asked once for each. `packetId` is 0 at QoS 0. */
  take(link: number, packetId: number, body: Uint8Array): boolean {
    const key = keyOf(link, packetId, body);
    const count = this.#keys.get(key);
    if (count === undefined) return false;
    // A packet identifier comes again, whatever a fault made of the packet.
    if (count > 1 && packetId === 0) this.#keys.set(key, count - 1);
    else this.#keys.delete(key);
    return true;
  }
}

/** At QoS 1 and 2 by its packet identifier, else by its beginning and length. */
function keyOf(link: number, packetId: number, body: Uint8Array): string {
  if (packetId > 0) return `${link} ${packetId}`;
  const beginning = Buffer.from(body.subarray(0, knownBytes)).toString('latin1');
  return `${link} 0 ${body.byteLength} ${beginning}`;
}
