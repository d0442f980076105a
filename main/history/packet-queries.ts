import { copyOf } from '../../app/base/copy-of.ts';
import type { DirectCopy } from '../../app/contract/areas/packet-place.ts';
import { readDelivery } from '../capture/delivery-layout.ts';
import { rebuiltPublish, rebuiltRecord } from '../capture/rebuilt-publish.ts';
import type { CapturedRecord } from '../capture/record-layout.ts';
import { shownFrameBytes } from './limits.ts';
import type { LinkFacts, LinkQueries } from './link-queries.ts';
import { packetFacts } from './packet-facts.ts';
import type { StoredPacket } from './reader-messages.ts';
import type { StoredUnit } from './stored-unit.ts';
import type { StoredUnits } from './stored-units.ts';
import { recordIn } from './unit-cache.ts';

const noBytes = new Uint8Array(0);

interface FoundPacket {
  readonly record: CapturedRecord;
  /** Its bytes were made again of those of the message that it is a copy of. */
  readonly isRebuilt: boolean;
  readonly link: LinkFacts;
}

/** What is stored of one packet, or made again of what is. */
export class PacketQueries {
  readonly #units: StoredUnits;
  readonly #links: LinkQueries;

  constructor(units: StoredUnits, links: LinkQueries) {
    this.#units = units;
    this.#links = links;
  }

  /** Undefined if it is gone, not stored yet, or no packet; with `copy` that copy of the message. */
  packet(name: string, sequence: number, copy?: DirectCopy): StoredPacket | undefined {
    const found = copy === undefined ? this.#record(name, sequence) : this.#direct(name, sequence, copy);
    if (found === undefined) return undefined;
    const { time, direction, version, body, aliasTopic, faults } = found.record;
    return {
      sequence,
      time,
      direction,
      version,
      ...found.link,
      frameSize: body.byteLength,
      frame: copyOf(body.subarray(0, shownFrameBytes)),
      faults,
      isRebuilt: found.isRebuilt,
      facts: packetFacts(body, aliasTopic, version),
    };
  }

  bytes(
    name: string,
    sequence: number,
    start: number,
    length: number,
  ): { readonly bytes: Uint8Array | undefined; readonly size: number } {
    const body = this.#record(name, sequence)?.record.body;
    const bytes = body === undefined ? undefined : copyOf(body.subarray(start, start + length));
    return { bytes, size: body?.byteLength ?? 0 };
  }

  #record(name: string, sequence: number): FoundPacket | undefined {
    return this.#units.snapshot(() => {
      const unit = this.#unitWith(name, sequence);
      if (unit === undefined) return undefined;
      const stored = recordIn(this.#units.load(unit), sequence);
      const isRebuilt = stored.kind === 'delivery';
      const record = isRebuilt ? this.#rebuilt(name, stored) : stored;
      if (record?.kind !== 'packet') return undefined;
      return { record, isRebuilt, link: this.#links.facts(unit.source, record.link) };
    });
  }

  /** The copy that the note tells of, as it went out; undefined if none did or its message is gone. */
  #rebuilt(name: string, stored: CapturedRecord): CapturedRecord | undefined {
    const note = readDelivery(stored.body, 0, stored.sequence);
    const { event, message } = note;
    const unit = event !== 'sent' || message === undefined ? undefined : this.#unitWith(name, message);
    if (unit === undefined || message === undefined) return undefined;
    return rebuiltRecord(stored, note, recordIn(this.#units.load(unit), message), note.version);
  }

  /** A copy that went out at once: nothing is noted of it but for whom the message was. */
  #direct(name: string, sequence: number, { link, retain, identifier }: DirectCopy): FoundPacket | undefined {
    return this.#units.snapshot(() => {
      const unit = this.#unitWith(name, sequence);
      if (unit === undefined) return undefined;
      const message = recordIn(this.#units.load(unit), sequence);
      const version = this.#links.stored(name, link)?.version ?? message.version;
      const body = rebuiltPublish(message, {
        qos: 0,
        packetId: 0,
        dup: false,
        retain,
        version,
        subscriptionIdentifier: identifier,
        time: message.time,
      });
      if (message.kind !== 'packet' || body === undefined) return undefined;
      const sent = { direction: 'sent', link, version, body, aliasTopic: noBytes, faults: [] } as const;
      return { record: { ...message, ...sent }, isRebuilt: true, link: this.#links.facts(unit.source, link) };
    });
  }

  #unitWith(name: string, sequence: number): StoredUnit | undefined {
    const source = this.#units.places.source(name);
    const unit = source === undefined ? undefined : this.#units.places.unitUpTo(source, sequence);
    return unit !== undefined && unit.last >= sequence ? unit : undefined;
  }
}
