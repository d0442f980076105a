import type { ContractError } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { PacketDetail } from '../../app/contract/areas/history.ts';
import { largePayload, payloadSize, readPayload } from './payload-bytes.ts';
import type { SliceTools } from './slice-tools.ts';

export type InspectorTab = 'payload' | 'properties' | 'packet' | 'qos';
export type PayloadFormat = 'json' | 'text' | 'hex' | 'image';

/** The packet that the inspector shows. */
export interface InspectedPacket {
  readonly source: SourceId;
  readonly detail: PacketDetail;
  /** The whole payload; undefined when it is large and is read in ranges. */
  readonly payload: Uint8Array | undefined;
}

/** Which packet is wanted: of which selection, and whether it is the newest of a topic that goes on. */
interface Wanted {
  readonly source: SourceId;
  readonly sequence: number;
  readonly isLatest: boolean;
}

/** Milliseconds between two packets of a topic that is followed: more cannot be read by a person. */
const followInterval = 100;

export interface InspectorSlice {
  readonly inspector: {
    readonly tab: InspectorTab;
    readonly packet: InspectedPacket | undefined;
    /** Why the wanted packet cannot be shown. */
    readonly problem: ContractError | undefined;
    /** The format chosen by hand, for as long as the same topic is looked at. */
    readonly format: { readonly topic: string; readonly format: PayloadFormat } | undefined;
    /** JSON is shown indented. */
    readonly isPretty: boolean;
  };
  readonly showInspectorTab: (tab: InspectorTab) => void;
  /** Shows this packet as soon as it is read; while a topic is followed, the newest that there is by then. */
  readonly inspect: (wanted: Wanted | undefined) => void;
  readonly chooseFormat: (topic: string, format: PayloadFormat) => void;
  readonly togglePretty: () => void;
}

export function inspectorSlice({ client, set, get }: SliceTools<InspectorSlice>): InspectorSlice {
  let wanted: Wanted | undefined;
  let isReading = false;
  const change = (changed: Partial<InspectorSlice['inspector']>): void =>
    set({ inspector: { ...get().inspector, ...changed } });

  const read = async ({ source, sequence }: Wanted): Promise<void> => {
    const answer = await client.call('packet.read', { source, sequence });
    if (!answer.ok) {
      change({ packet: undefined, problem: answer.error });
      return;
    }
    const detail = answer.value;
    const payload =
      payloadSize(detail) > largePayload ? undefined : await readPayload(client, source, detail);
    if (payload?.ok === false) change({ packet: undefined, problem: payload.error });
    else change({ packet: { source, detail, payload: payload?.value }, problem: undefined });
  };
  /** One packet after the other; those that came and went meanwhile are left out. */
  const readOn = async (): Promise<void> => {
    isReading = true;
    for (let now = wanted; now !== undefined; now = wanted === now ? undefined : wanted) {
      await read(now);
      if (now.isLatest) await pause(followInterval);
    }
    isReading = false;
    if (wanted === undefined) change({ packet: undefined, problem: undefined });
  };
  return {
    inspector: {
      tab: 'payload',
      packet: undefined,
      problem: undefined,
      format: undefined,
      isPretty: true,
    },
    showInspectorTab: (tab) => change({ tab }),
    inspect: (next) => {
      wanted = next;
      if (isReading) return;
      if (next === undefined) change({ packet: undefined, problem: undefined });
      else void readOn();
    },
    chooseFormat: (topic, format) => change({ format: { topic, format } }),
    togglePretty: () => change({ isPretty: !get().inspector.isPretty }),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
