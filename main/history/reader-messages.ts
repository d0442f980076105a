import type { Direction } from '../../app/contract/areas/common.ts';
import type { DirectCopy } from '../../app/contract/areas/packet-place.ts';
import type { ProtocolVersion, Qos } from '../../app/mqtt/packet.ts';
import type { PacketFacts } from './packet-facts.ts';
import type { Selection } from './selection.ts';
import type { RowPack } from './store-messages.ts';

/** Which rows are wanted: the newest, or from a row number on. */
export type ReadWindow =
  | { readonly at: 'end'; readonly count: number }
  | { readonly at: 'row'; readonly from: number; readonly count: number };

/** The beginning of a long text or payload. */
export interface Head {
  readonly bytes: Uint8Array;
  /** Bytes in all. */
  readonly size: number;
  /** Characters that the bytes leave out, if it is UTF-8. */
  readonly charactersLeft: number;
}

/** A row of a window: what a table shows of a record, cut to what a table shows. */
export type StoredRow = {
  readonly row: number;
  readonly sequence: number;
  readonly time: number;
  /** The client identifier on its link; empty if unknown. */
  readonly client: string;
} & (
  | {
      readonly kind: 'message';
      readonly direction: Direction;
      readonly topic: Head;
      readonly payload: Head;
      readonly qos: Qos;
      readonly retain: boolean;
      readonly dup: boolean;
      /** What broke, if the packet is malformed. */
      readonly malformed: string | undefined;
      /** One phrase for each fault on purpose that touched it. */
      readonly faults: readonly string[];
    }
  | {
      readonly kind: 'packet';
      readonly direction: Direction;
      /** `puback`, or `reserved` for the type 0. */
      readonly type: string;
      /** Bytes of the frame. */
      readonly size: number;
      readonly faults: readonly string[];
    }
  | { readonly kind: 'connected' | 'lost'; readonly text: string }
  | { readonly kind: 'dropped'; readonly reason: string; readonly records: number; readonly messages: number }
);

/** Sequence numbers, both included; where units tell their times, in µs since 1970, only those between are looked at. */
export interface UnreadWish {
  readonly from: number;
  readonly to: number;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

/** How many records could not be read, and the sequence numbers of the first and the last of them. */
export interface UnreadRecords {
  readonly records: number;
  readonly first: number;
  readonly last: number;
}

/** What was found on the way to before `next`. */
export interface UnreadSlice {
  readonly unread: UnreadRecords | undefined;
  readonly next: number;
}

/** Rows `first` to before `end` are there, `rows` begin at `from`; `gone` of those asked for were let go. */
export interface StoredRows {
  readonly first: number;
  readonly end: number;
  readonly counting: boolean;
  /** Newer records are stored than could be counted yet. */
  readonly behind: boolean;
  readonly gone: number;
  /** Of the rows from `first` to `end`, while they are filtered. */
  readonly marks: number;
  /** Records looked at, of those that were there when the view was opened. */
  readonly looked: { readonly records: number; readonly of: number };
  readonly from: number;
  readonly rows: readonly StoredRow[];
}

/** How many messages came in pieces of time of one length. */
export interface StoredTimes {
  /** µs since 1970, and µs. */
  readonly from: number;
  readonly width: number;
  readonly volume: readonly number[];
  /** Those that the filter lets through, as far as a view of the same rows has looked; undefined if there is none. */
  readonly matches: readonly number[] | undefined;
  readonly counting: boolean;
}

/** One packet with all there is to say of it. */
export interface StoredPacket {
  readonly sequence: number;
  readonly time: number;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  readonly client: string;
  readonly address: string;
  readonly frameSize: number;
  /** Its first 64 KB. */
  readonly frame: Uint8Array;
  /** One phrase for each fault on purpose that touched it. */
  readonly faults: readonly string[];
  /** A copy that the broker sent on: its bytes were made again of those of the message. */
  readonly isRebuilt: boolean;
  readonly facts: PacketFacts;
}

/** Who was at the other end of a link, and how it came. */
export interface StoredLink {
  /** Empty if unknown. */
  readonly client: string;
  readonly address: string;
  readonly transport: 'tcp' | 'tls' | 'ws' | 'wss';
  /** Undefined if unknown. */
  readonly version: ProtocolVersion | undefined;
  /** When it was closed, in µs since 1970; undefined while it is open, and if the app ended before it. */
  readonly closed: number | undefined;
}

/** The link that a client was on. */
export interface ClientLink {
  readonly client: string;
  readonly link: number;
}

/** Records end to end, as in `record-layout.ts`. */
export interface RecordRun {
  readonly first: number;
  readonly count: number;
  readonly data: Uint8Array;
}

/** To the reader's worker. Each with a `request` is answered once. */
export type ToReader =
  | {
      readonly type: 'open';
      readonly view: number;
      readonly source: string;
      readonly selection: Selection;
      readonly isStopped: boolean;
    }
  | {
      readonly type: 'open-times';
      readonly view: number;
      readonly source: string;
      readonly selection: Selection;
    }
  | { readonly type: 'times'; readonly request: number; readonly view: number; readonly buckets: number }
  | { readonly type: 'close'; readonly view: number }
  /** Whether the view looks at older records on its own. */
  | { readonly type: 'stop'; readonly view: number; readonly isStopped: boolean }
  | { readonly type: 'rows'; readonly request: number; readonly view: number; readonly window: ReadWindow }
  | {
      readonly type: 'packet';
      readonly request: number;
      readonly source: string;
      readonly sequence: number;
      readonly copy: DirectCopy | undefined;
    }
  | {
      readonly type: 'bytes';
      readonly request: number;
      readonly source: string;
      readonly sequence: number;
      readonly start: number;
      readonly length: number;
    }
  | { readonly type: 'latest'; readonly request: number; readonly source: string; readonly topic: Uint8Array }
  | { readonly type: 'messages'; readonly request: number; readonly source: string }
  | { readonly type: 'run'; readonly request: number; readonly source: string; readonly from: number }
  | { readonly type: 'unread'; readonly request: number; readonly source: string; readonly wish: UnreadWish }
  | { readonly type: 'link'; readonly request: number; readonly source: string; readonly link: number }
  | { readonly type: 'open-links'; readonly request: number; readonly source: string; readonly time: number }
  | {
      readonly type: 'topics';
      readonly request: number;
      readonly source: string;
      readonly after: Uint8Array | undefined;
    };

/** What the reader's worker says: answers with the number of their request, and news. */
export type FromReader =
  | { readonly type: 'ready' }
  /** Something on the disk cannot be read, with `isDamage` because the file is damaged. */
  | {
      readonly type: 'failed';
      readonly request: number | undefined;
      readonly message: string;
      readonly isDamage: boolean;
    }
  /** More of the view was counted, or newer rows are there: it is worth reading. */
  | { readonly type: 'changed'; readonly view: number }
  | { readonly type: 'rows'; readonly request: number; readonly rows: StoredRows | undefined }
  | { readonly type: 'times'; readonly request: number; readonly times: StoredTimes | undefined }
  | { readonly type: 'packet'; readonly request: number; readonly packet: StoredPacket | undefined }
  | {
      readonly type: 'bytes';
      readonly request: number;
      readonly bytes: Uint8Array | undefined;
      readonly size: number;
    }
  | { readonly type: 'latest'; readonly request: number; readonly sequence: number | undefined }
  | { readonly type: 'messages'; readonly request: number; readonly messages: number }
  | { readonly type: 'run'; readonly request: number; readonly run: RecordRun | undefined }
  | ({ readonly type: 'unread'; readonly request: number } & UnreadSlice)
  | { readonly type: 'link'; readonly request: number; readonly link: StoredLink | undefined }
  | { readonly type: 'open-links'; readonly request: number; readonly links: readonly ClientLink[] }
  | {
      readonly type: 'topics';
      readonly request: number;
      readonly rows: RowPack;
      /** Where to go on; undefined at the end. */
      readonly last: Uint8Array | undefined;
    };
