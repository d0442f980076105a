import { useState } from 'react';
import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { useApp } from '../../state/use-app.tsx';
import { problemOf } from './behaviour-draft.ts';
import type { Shown } from './scope-list.tsx';

/** The broker's settings while somebody edits them. */
export interface BehaviourEditing {
  /** As they would be saved. */
  readonly draft: BrokerBehaviour;
  readonly isEdited: boolean;
  /** Why the draft cannot be saved. */
  readonly fault: string | undefined;
  /** Why it was not. */
  readonly failure: string | undefined;
  /** The part of it that is on screen. */
  readonly shown: Shown;
  readonly show: (shown: Shown) => void;
  readonly change: (next: BrokerBehaviour, show?: Shown) => void;
  readonly discard: () => void;
  /** How often that was: what was typed and is in no draft goes as well. */
  readonly discards: number;
  readonly save: () => Promise<void>;
}

export function useBehaviourDraft(saved: BrokerBehaviour): BehaviourEditing {
  const saveBehaviour = useApp((state) => state.saveBrokerBehaviour);
  const [edited, setEdited] = useState<BrokerBehaviour>();
  const [shown, show] = useState<Shown>({ kind: 'broker' });
  const [failure, setFailure] = useState<string>();
  const [discards, setDiscards] = useState(0);
  const draft = edited ?? saved;
  return {
    draft,
    isEdited: edited !== undefined,
    fault: problemOf(draft),
    failure,
    shown,
    show,
    change: (next, toShow) => {
      setEdited(next);
      if (toShow !== undefined) show(toShow);
    },
    discard: () => {
      setEdited(undefined);
      setDiscards((times) => times + 1);
      show({ kind: 'broker' });
      setFailure(undefined);
    },
    discards,
    save: async () => {
      const answer = await saveBehaviour(draft);
      setFailure(answer.ok ? undefined : answer.error.message);
      if (answer.ok) setEdited(undefined);
    },
  };
}
