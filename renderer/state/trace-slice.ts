import type { PacketPlace } from '../../app/contract/areas/packet-place.ts';
import type { Source } from '../../app/contract/areas/sources.ts';
import type { FindingKind, MuteRule } from '../../app/contract/areas/trace/finding.ts';
import { clientCondition } from '../../app/filter/condition.ts';
import { texts } from '../texts/en.ts';
import type { Published } from './find-exchange.ts';
import { findExchange, findPublished } from './find-exchange.ts';
import type { FocusSlice } from './focus-slice.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { ScreenSlice } from './screen-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import { selectedTopic } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourcesSlice } from './sources-slice.ts';
import type { TraceFilterSlice } from './trace-filter-slice.ts';

type TraceTab = 'sequence' | 'findings';

export interface TraceSlice {
  readonly trace: {
    readonly tab: TraceTab;
    /** The exchange that is looked at, by source, so that a tab comes back as it was left. */
    readonly exchanges: Readonly<Record<string, number | undefined>>;
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
  /** Shows the exchange that a packet of the chosen source belongs to; says so if it has none. */
  readonly showTraceOf: (sequence: number, options?: { readonly opensPacket: boolean }) => Promise<void>;
  /** The same of a packet at the embedded broker, from whatever source is looked at. */
  readonly showTraceAtBroker: (sequence: number) => Promise<void>;
  /** The same of a message that was published from here, which may have gone to another source; its exchange, if it is known. */
  readonly showTraceOfPublished: (published: Published, exchange: number | undefined) => Promise<void>;
  /** The same for the newest message of the selected topic. */
  readonly showTraceOfTopic: () => Promise<void>;
  /** Shows no findings that the rule names, from now on. */
  readonly muteFindings: (rule: MuteRule) => Promise<void>;
  /** Shows them again. */
  readonly unmuteFindings: (rule: MuteRule) => Promise<void>;
  /** Shows the exchanges of one client of the embedded broker. */
  readonly showTraceOfClient: (client: string) => void;
  /** Shows a message on the Explore screen. */
  readonly showMessage: (topic: string, sequence: number) => Promise<void>;
  /** Shows the message that a packet is about: the PUBLISH that it acknowledges, or of which it is a copy. */
  readonly showMessageOf: (packet: PacketPlace) => Promise<void>;
}

type Uses = FocusSlice & NoticesSlice & ScreenSlice & SelectionSlice & SourcesSlice & TraceFilterSlice;

export function traceSlice({ client, set, get }: SliceTools<TraceSlice & Uses>): TraceSlice {
  const change = (changed: Partial<TraceSlice['trace']>): void =>
    set({ trace: { ...get().trace, ...changed } });

  const chooseExchange = (exchange: number | undefined): void => {
    const { source } = get().selection;
    if (source === undefined) return;
    const { exchanges, packet } = get().trace;
    const isOther = exchanges[source] !== exchange;
    change({ exchanges: { ...exchanges, [source]: exchange }, packet: isOther ? undefined : packet });
  };
  const showExchange = (exchange: number, packet?: number): void => {
    chooseExchange(exchange);
    const { source } = get().selection;
    const isKnown = source !== undefined && packet !== undefined;
    change({ tab: 'sequence', packet: isKnown ? { source, sequence: packet } : undefined });
    get().showScreen('trace');
  };
  const showTraceOf: TraceSlice['showTraceOf'] = async (sequence, options) => {
    const { source } = get().selection;
    if (source === undefined) return;
    const answer = await findExchange(client, { source, sequence });
    get().tellFailure(answer);
    if (!answer.ok || get().selection.source !== source) return;
    if (answer.value === undefined) get().tellDone(texts.trace.noExchange);
    else showExchange(answer.value, options?.opensPacket === true ? sequence : undefined);
  };
  const showMessage: TraceSlice['showMessage'] = async (topic, sequence) => {
    get().showScreen('explore');
    await get().goToTopic(topic);
    get().selectMessage(sequence);
    get().focusPlace('inspector');
  };
  return {
    trace: {
      tab: 'sequence',
      exchanges: {},
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
    showTraceOf,
    showTraceAtBroker: async (sequence) => {
      const broker = brokerOf(get());
      if (broker === undefined) return;
      get().chooseSource(broker.id);
      await showTraceOf(sequence);
    },
    showTraceOfPublished: async (published, known) => {
      get().chooseSource(published.source);
      const exchange = known ?? (await findPublished(client, published));
      if (get().selection.source !== published.source) return;
      if (exchange !== undefined) showExchange(exchange);
      else {
        // What kept it from going out may stand there.
        get().showScreen('trace');
        get().tellDone(texts.trace.nothingSent);
      }
    },
    showTraceOfTopic: async () => {
      const { source } = get().selection;
      const node = selectedTopic(get())?.node;
      if (source === undefined || node === undefined) return;
      const answer = await client.call('history.latest', { source, node });
      get().tellFailure(answer);
      if (!answer.ok) return;
      if (answer.value.sequence === undefined) get().tellDone(texts.explore.tree.noPayload);
      else await showTraceOf(answer.value.sequence);
    },
    muteFindings: async (rule) => {
      const answer = await client.call('settings.mute', { rule });
      get().tellFailure(answer);
      if (answer.ok) get().tellDone(texts.findings.mutedDone);
    },
    unmuteFindings: async (rule) => get().tellFailure(await client.call('settings.unmute', { rule })),
    showTraceOfClient: (name) => {
      const broker = brokerOf(get());
      if (broker === undefined) return;
      get().chooseSource(broker.id);
      get().typeTraceFilter(clientCondition(name));
      get().focusPlace('traceList');
    },
    showMessage,
    showMessageOf: async ({ source, sequence }) => {
      const answer = await client.call('trace.of', { source, sequence });
      get().tellFailure(answer);
      if (!answer.ok) return;
      // Without traces, and of a copy that was inferred elsewhere, the packet itself may be the message.
      const message = { source, sequence: answer.value.message ?? sequence };
      const read = await client.call('packet.read', message);
      if (!read.ok || read.value.type !== 'publish' || read.value.topic === '') {
        get().tellDone(texts.trace.noMessage);
        return;
      }
      get().chooseSource(source);
      await showMessage(read.value.topic, message.sequence);
    },
  };
}

function brokerOf({ sources }: SourcesSlice): Source | undefined {
  return sources.all.find(({ kind }) => kind === 'broker');
}

/** The exchange that is looked at in the chosen source. */
export function chosenExchange(state: TraceSlice & SelectionSlice): number | undefined {
  const { source } = state.selection;
  return source === undefined ? undefined : state.trace.exchanges[source];
}
