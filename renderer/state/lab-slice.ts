import type { Answer } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { GateSettings, HeldType, LabAction, LabState } from '../../app/contract/areas/lab.ts';
import { feedSlot } from './feed-slot.ts';
import type { LabDraft, LabRun } from './lab-draft.ts';
import { emptyLabDraft } from './lab-draft.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

export interface LabSlice {
  readonly lab: {
    readonly isShown: boolean;
    /** Undefined until it is known. */
    readonly state: LabState | undefined;
    /** By source. */
    readonly drafts: Readonly<Record<string, LabDraft>>;
  };
  readonly changeLabDraft: (source: SourceId, changed: Partial<LabDraft>) => void;
  readonly toggleLab: () => void;
  /** Undefined ends it. */
  readonly followLab: (source: SourceId | undefined) => void;
  /** The panel shows what went wrong. */
  readonly actInLab: (source: SourceId, action: LabAction) => Promise<Answer<unknown>>;
  readonly setGate: (source: SourceId, gate: GateSettings) => Promise<Answer<unknown>>;
  readonly releaseAcknowledgements: (
    source: SourceId,
    packet: { readonly type: HeldType; readonly packetId: number } | undefined,
  ) => Promise<Answer<unknown>>;
}

export function labSlice({ client, set, get }: SliceTools<LabSlice & NoticesSlice>): LabSlice {
  let told: LabState | undefined;
  /** What was asked of the gate and is not answered yet. */
  let asked: GateSettings | undefined;
  const show = (): void => {
    const state = told === undefined || asked === undefined ? told : { ...told, gate: asked };
    set({ lab: { ...get().lab, state } });
  };
  const slot = feedSlot(
    client,
    'lab',
    (state) => {
      told = state;
      show();
    },
    (error) => get().tellError(error),
  );
  const changeLabDraft = (source: SourceId, changed: Partial<LabDraft>): void => {
    const { lab } = get();
    const draft = { ...labDraft(get(), source), ...changed };
    set({ lab: { ...lab, drafts: { ...lab.drafts, [source]: draft } } });
  };
  const note = (source: SourceId, name: LabRun['name']): void =>
    changeLabDraft(source, { ran: { name, at: Date.now() * 1_000 } });
  return {
    lab: { isShown: false, state: undefined, drafts: {} },
    changeLabDraft,
    toggleLab: () => set({ lab: { ...get().lab, isShown: !get().lab.isShown } }),
    followLab: (source) => {
      asked = undefined;
      if (source === undefined) {
        told = undefined;
        show();
      }
      slot.follow(source === undefined ? undefined : { source });
    },
    actInLab: (source, action) => {
      note(source, action.do);
      return client.call('lab.act', { source, action });
    },
    // Shows at once: what the feed says next comes when the page has time for it.
    setGate: async (source, gate) => {
      note(source, 'gate');
      asked = gate;
      show();
      const answer = await client.call('lab.gate', { source, gate });
      if (asked !== gate) return answer;
      asked = undefined;
      if (answer.ok && told !== undefined) told = { ...told, gate };
      show();
      return answer;
    },
    releaseAcknowledgements: (source, packet) => client.call('lab.release', { source, packet }),
  };
}

/** What is typed for a connection. */
export function labDraft({ lab }: LabSlice, source: SourceId): LabDraft {
  return lab.drafts[source] ?? emptyLabDraft;
}
