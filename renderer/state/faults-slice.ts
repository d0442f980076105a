import type { Answer } from '../../app/contract/answer.ts';
import type { FaultRule, FaultTarget } from '../../app/contract/areas/broker/fault.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import { texts } from '../texts/en.ts';
import type { BrokerScreenSlice } from './broker-screen-slice.ts';
import type { DialogsSlice } from './dialogs-slice.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

export interface FaultsSlice {
  /** What the feed says; undefined until it has spoken. */
  readonly faults: FeedValue<'faults'> | undefined;
  /** Whose packets a rule is asked for that somebody is to fill in. */
  readonly faultTarget: FaultTarget | undefined;
  /** Shows the Faults tab with a new rule for that client. */
  readonly beginFaultFor: (clientId: string) => void;
  /** The rule was filled in, or is not wanted. */
  readonly endFaultTarget: () => void;
  readonly faultsChanged: (faults: FeedValue<'faults'>) => void;
  readonly switchFaults: (on: boolean) => Promise<void>;
  /** Adds a rule, or puts it in the place of the one named; whoever asks shows what is wrong. */
  readonly putFault: (rule: FaultRule, replaces: string | undefined) => Promise<Answer<unknown>>;
  readonly switchFault: (rule: FaultRule, enabled: boolean) => Promise<void>;
  readonly removeFault: (name: string) => Promise<void>;
  readonly releaseHeld: (ids: readonly number[] | 'all', how: 'pass' | 'drop') => Promise<void>;
  readonly importFaults: (text: string) => Promise<void>;
}

/** Whether packets may be touched at present: what must never be so without a mark. */
export function areFaultsOn({ faults }: Pick<FaultsSlice, 'faults'>): boolean {
  return faults?.on === true && faults.rules.some(({ enabled }) => enabled);
}

export function faultsSlice({
  client,
  set,
  get,
}: SliceTools<FaultsSlice & NoticesSlice & DialogsSlice & BrokerScreenSlice>): FaultsSlice {
  const words = texts.faults;
  return {
    faults: undefined,
    faultTarget: undefined,
    beginFaultFor: (clientId) => {
      set({ faultTarget: { of: 'client', clientId } });
      get().showBrokerTab('faults');
    },
    endFaultTarget: () => set({ faultTarget: undefined }),
    faultsChanged: (faults) => set({ faults }),
    switchFaults: async (on) => get().tellFailure(await client.call('faults.switch', { on })),
    putFault: (rule, replaces) => client.call('faults.put', { rule, replaces }),
    switchFault: async (rule, enabled) => {
      get().tellFailure(await client.call('faults.put', { rule: { ...rule, enabled }, replaces: rule.name }));
    },
    removeFault: async (name) => {
      const { title, text, action } = words.remove;
      if (!(await get().ask({ title: title(name), text, action, isDangerous: true }))) return;
      get().tellFailure(await client.call('faults.remove', { name }));
    },
    releaseHeld: async (ids, how) => {
      const released = await client.call('faults.release', { ids: ids === 'all' ? ids : [...ids], how });
      get().tellFailure(released);
    },
    importFaults: async (text) => {
      const imported = await client.call('faults.import', { text });
      get().tellFailure(imported);
      if (imported.ok) get().tellDone(words.imported(imported.value.added));
    },
  };
}
