import type { Answer } from '../../app/contract/answer.ts';
import type { PacketPlace } from '../../app/contract/areas/packet-place.ts';
import type { FindingKind, MuteRule } from '../../app/contract/areas/trace/finding.ts';
import { texts } from '../texts/en.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { ScreenSlice } from './screen-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';

type TraceTab = 'sequence' | 'findings';

export interface TraceSlice {
  readonly trace: {
    readonly tab: TraceTab;
    /** The exchange that is looked at, by source, so that a tab comes back as it was left. */
    readonly exchanges: Readonly<Record<string, number | undefined>>;
    /** It was chosen elsewhere, and the list has still to go to its row. */
    readonly sought: number | undefined;
    /** The packet of it whose fields show. */
    readonly packet: PacketPlace | undefined;
    /** The only kind of findings that is listed. */
    readonly findingKind: FindingKind | undefined;
    /** The diagram keeps time to scale, or gives each step one row. */
    readonly isToScale: boolean;
  };
  readonly showTraceTab: (tab: TraceTab) => void;
  readonly chooseExchange: (exchange: number | undefined) => void;
  readonly openTracePacket: (packet: PacketPlace | undefined) => void;
  readonly showFindings: (kind: FindingKind | undefined) => void;
  readonly scaleTrace: (isToScale: boolean) => void;
  /** Shows the exchange on the Trace screen. */
  readonly showExchange: (exchange: number, packet?: number) => void;
  /** The list has gone to the row of the exchange, or has none for it. */
  readonly endSeeking: () => void;
  /** Shows no findings that the rule names, from now on. */
  readonly muteFindings: (rule: MuteRule) => Promise<void>;
  /** The same for what is like that finding of the chosen source: its kind, and its client or its topic. */
  readonly muteLike: (finding: number, by: 'client' | 'topic') => Promise<void>;
  /** Shows them again. */
  readonly unmuteFindings: (rule: MuteRule) => Promise<void>;
}

type Uses = NoticesSlice & ScreenSlice & SelectionSlice;

export function traceSlice({ client, set, get }: SliceTools<TraceSlice & Uses>): TraceSlice {
  const change = (changed: Partial<TraceSlice['trace']>): void =>
    set({ trace: { ...get().trace, ...changed } });

  const chooseExchange = (exchange: number | undefined): void => {
    const { source } = get().selection;
    if (source === undefined) return;
    const { exchanges, packet } = get().trace;
    const isOther = exchanges[source] !== exchange;
    const shown = { exchanges: { ...exchanges, [source]: exchange }, packet: isOther ? undefined : packet };
    change({ ...shown, sought: undefined });
  };
  const showExchange = (exchange: number, packet?: number): void => {
    chooseExchange(exchange);
    const { source } = get().selection;
    const isKnown = source !== undefined && packet !== undefined;
    const shown = isKnown ? { source, sequence: packet } : undefined;
    change({ tab: 'sequence', packet: shown, sought: exchange });
    get().showScreen('trace');
  };
  const tellMuted = (answer: Answer<unknown>): void => {
    get().tellFailure(answer);
    if (answer.ok) get().tellDone(texts.findings.mutedDone);
  };
  return {
    trace: {
      tab: 'sequence',
      exchanges: {},
      sought: undefined,
      packet: undefined,
      findingKind: undefined,
      isToScale: false,
    },
    showTraceTab: (tab) => change({ tab }),
    chooseExchange: (exchange) => {
      chooseExchange(exchange);
      if (exchange !== undefined) change({ tab: 'sequence' });
    },
    openTracePacket: (packet) => change({ packet }),
    showFindings: (findingKind) => change({ findingKind, tab: 'findings' }),
    scaleTrace: (isToScale) => change({ isToScale }),
    showExchange,
    endSeeking: () => change({ sought: undefined }),
    muteFindings: async (rule) => tellMuted(await client.call('settings.mute', { rule })),
    muteLike: async (finding, by) => {
      const { source } = get().selection;
      if (source !== undefined) tellMuted(await client.call('trace.mute', { source, finding, by }));
    },
    unmuteFindings: async (rule) => get().tellFailure(await client.call('settings.unmute', { rule })),
  };
}

/** The exchange that is looked at in the chosen source. */
export function chosenExchange(state: TraceSlice & SelectionSlice): number | undefined {
  const { source } = state.selection;
  return source === undefined ? undefined : state.trace.exchanges[source];
}
