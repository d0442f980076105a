import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ExportFormat } from '../../../app/contract/areas/exports.ts';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { History } from '../../history/history.ts';
import type { FilterText } from '../../history/selection.ts';
import type { ReportFacts } from '../../trace-files/report/markdown.ts';
import type { TraceClient } from '../trace/trace-client.ts';
import type { ExportTraces } from './steady-traces.ts';

/** What a file is made of. */
export interface ExportParts {
  readonly history: History;
  readonly traces: TraceClient;
  /** The name of the source, and what took part. */
  readonly facts: ReportFacts;
  /** Findings that are not told of. */
  readonly mutes: readonly MuteRule[];
  /** `Topicscope 0.1.0` */
  readonly program: string;
}

/** The same while it is written. */
export interface SteadyParts extends Omit<ExportParts, 'traces'> {
  readonly traces: ExportTraces;
}

/** What is to be in it. */
export interface ExportWish {
  readonly source: SourceId;
  readonly format: ExportFormat;
  readonly of:
    | { readonly kind: 'exchange'; readonly exchange: number }
    | { readonly kind: 'list'; readonly filter: FilterText | undefined; readonly deliveries: boolean }
    | { readonly kind: 'range'; readonly from?: number | undefined; readonly to?: number | undefined };
}
