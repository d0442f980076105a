import type { PacketPlace } from '../../app/contract/areas/packet-place.ts';
import type { Source } from '../../app/contract/areas/sources.ts';
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
import type { TraceSlice } from './trace-slice.ts';

/** The ways from a packet, message, topic or client to its exchanges, and back to the message. */
export interface TraceWaysSlice {
  /** Shows the exchange that a packet of the chosen source belongs to; says so if it has none. */
  readonly showTraceOf: (sequence: number, options?: { readonly opensPacket: boolean }) => Promise<void>;
  /** The same of a packet at the embedded broker, from whatever source is looked at. */
  readonly showTraceAtBroker: (sequence: number) => Promise<void>;
  /** The same of a message that was published from here, which may have gone to another source; its exchange, if it is known. */
  readonly showTraceOfPublished: (published: Published, exchange: number | undefined) => Promise<void>;
  /** The same for the newest message of the selected topic. */
  readonly showTraceOfTopic: () => Promise<void>;
  /** Shows the exchanges of one client of the embedded broker. */
  readonly showTraceOfClient: (client: string) => void;
  /** Shows a message on the Explore screen. */
  readonly showMessage: (topic: string, sequence: number) => Promise<void>;
  /** Shows the message that a packet is about: the PUBLISH that it acknowledges, or of which it is a copy. */
  readonly showMessageOf: (packet: PacketPlace) => Promise<void>;
}

type Uses = FocusSlice &
  NoticesSlice &
  ScreenSlice &
  SelectionSlice &
  SourcesSlice &
  TraceFilterSlice &
  TraceSlice;

export function traceWaysSlice({ client, get }: SliceTools<TraceWaysSlice & Uses>): TraceWaysSlice {
  const showTraceOf: TraceWaysSlice['showTraceOf'] = async (sequence, options) => {
    const { source } = get().selection;
    if (source === undefined) return;
    const answer = await findExchange(client, { source, sequence });
    get().tellFailure(answer);
    if (!answer.ok || get().selection.source !== source) return;
    if (answer.value === undefined) get().tellDone(texts.trace.noExchange);
    else get().showExchange(answer.value, options?.opensPacket === true ? sequence : undefined);
  };
  const showMessage: TraceWaysSlice['showMessage'] = async (topic, sequence) => {
    get().showScreen('explore');
    await get().goToTopic(topic);
    get().selectMessage(sequence);
    get().focusPlace('inspector');
  };
  return {
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
      if (exchange !== undefined) get().showExchange(exchange);
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
