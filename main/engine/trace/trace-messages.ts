import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ExchangeRow, TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { FindingKind, MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type {
  FindingPlace,
  LatencyBy,
  LatencyValue,
  TraceListValue,
} from '../../../app/contract/areas/trace/trace.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import type { FilterText } from '../../history/selection.ts';
import type { FoundFindings, StoredFinding } from '../../trace/store/finding-book.ts';
import type { LatencyRange, LatencyRead } from '../../trace/store/latency-view.ts';
import type { ListWindow } from '../../trace/store/list-view.ts';

/** What the worker of the traces is started with: the two databases, and the bytes that the traces may take. */
export interface TraceStart {
  readonly history: string;
  readonly traces: string;
  readonly budget: number;
  readonly thresholds: FindingThresholds;
  /** Not to use what is on the disk: a worker died of it, perhaps. */
  readonly isAnew: boolean;
}

/** Which exchanges a list shows. */
export interface ListChoice {
  readonly source: SourceId;
  readonly filter: FilterText | undefined;
  readonly deliveries: boolean;
}

/** Which durations a latency view counts. */
export interface LatencyChoice {
  readonly source: SourceId;
  readonly qos: Qos | undefined;
  readonly filter: FilterText | undefined;
  readonly of: 'handshakes' | 'journeys';
  /** What they are told apart by. */
  readonly by: LatencyBy | undefined;
}

/** What is asked of the worker; its name is that of the answer in `Answers`. */
export type Question =
  | { readonly name: 'latency'; readonly view: number; readonly range: LatencyRange }
  | {
      readonly name: 'list';
      readonly view: number;
      readonly window: ListWindow;
      /** Without, the findings of rows are not counted. */
      readonly mutes?: readonly MuteRule[] | undefined;
    }
  | {
      readonly name: 'exchange';
      readonly source: SourceId;
      readonly exchange: number;
      /** Whether what became of it at other connections is looked for as well. */
      readonly infers: boolean;
    }
  | {
      readonly name: 'findings';
      readonly source: SourceId;
      readonly kind?: FindingKind | undefined;
      readonly filter?: FilterText | undefined;
      readonly from: number;
      readonly before?: FindingPlace | undefined;
      readonly mutes: readonly MuteRule[];
    }
  | { readonly name: 'finding'; readonly source: SourceId; readonly id: number }
  | {
      readonly name: 'about';
      readonly source: SourceId;
      readonly exchange: number;
      readonly mutes: readonly MuteRule[];
    }
  | { readonly name: 'of'; readonly source: SourceId; readonly sequence: number };

/** What is answered; each with its question's name. */
export interface Answers {
  /** Undefined for a view that is not open. */
  readonly list: Omit<TraceListValue, 'problem'> | undefined;
  /** Undefined for a view that is not open. */
  readonly latency: LatencyAnswer | undefined;
  /** Undefined for one that is gone. */
  readonly exchange: TraceDetail | undefined;
  readonly findings: FoundFindings | undefined;
  /** With its texts as they came; undefined for one that is gone. */
  readonly finding: StoredFinding | undefined;
  /** The newest findings that an exchange is part of. */
  readonly about: readonly StoredFinding[];
  /** The exchange that a packet belongs to, and the message that it is about, if it is about one. */
  readonly of: { readonly exchange: number; readonly message: number | undefined } | undefined;
}

/** What is known of durations, with names as they are shown. */
export interface LatencyAnswer extends Pick<LatencyRead, 'counting' | 'hasMore'> {
  readonly value: LatencyValue;
}

/** One of them. */
export type Answer = {
  [N in keyof Answers]: { readonly name: N; readonly value: Answers[N] };
}[keyof Answers];

/** Records from one sequence number to another, end to end. */
export interface GivenRecords {
  readonly first: number;
  readonly last: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Records of the source are stored up to `to`; some of them, the oldest first. */
export interface StoredNews {
  readonly source: SourceId;
  readonly to: number;
  readonly records: readonly GivenRecords[];
}

/** How far time has passed for the engine, and up to which record of each source that things happen at. */
export interface EngineTime {
  /** µs since 1970. */
  readonly time: number;
  readonly recorded: readonly { readonly source: SourceId; readonly to: number }[];
}

/** What the worker is told. */
export type ToTraces =
  | ({ readonly type: 'stored' } & StoredNews)
  /** A flood of records began, or is over. */
  | { readonly type: 'flood'; readonly isOn: boolean }
  /** Records are stored again, or cannot be. */
  | { readonly type: 'storing'; readonly isOn: boolean }
  /** What is late becomes so although nothing comes, but not while the engine cannot see what comes. */
  | ({ readonly type: 'passed' } & EngineTime)
  | { readonly type: 'budget'; readonly bytes: number }
  | {
      readonly type: 'open';
      readonly view: number;
      readonly choice: ListChoice;
      readonly isStopped: boolean;
    }
  | { readonly type: 'open-latency'; readonly view: number; readonly choice: LatencyChoice }
  | { readonly type: 'stop'; readonly view: number; readonly isStopped: boolean }
  | { readonly type: 'close'; readonly view: number }
  | { readonly type: 'ask'; readonly request: number; readonly question: Question }
  /** Writes down where it is, and ends. */
  | { readonly type: 'end' };

/** What the worker says. */
export type FromTraces =
  | { readonly type: 'ready' }
  /** The news were looked at: more may be told. `sources`: those whose exchanges changed; `behind`: records left to read. */
  | { readonly type: 'traced'; readonly sources: readonly SourceId[]; readonly behind: number }
  /** Something was found of these although nothing came, or they were followed a while ago. */
  | { readonly type: 'found'; readonly sources: readonly SourceId[] }
  /** More of the view was counted. */
  | { readonly type: 'changed'; readonly view: number }
  | { readonly type: 'answer'; readonly request: number; readonly answer: Answer | undefined }
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'ended' };

/** An exchange as the list shows it, without its number there. */
export type TracedRow = Omit<ExchangeRow, 'row'>;
