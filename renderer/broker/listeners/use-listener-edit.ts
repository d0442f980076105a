import { useState } from 'react';
import type { ContractError } from '../../../app/contract/answer.ts';
import type { ListenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import type { ListenerRow, NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import { parseOrigins } from '../../state/parse-origins.ts';
import { useApp } from '../../state/use-app.tsx';
import type { ListenerProblems } from './listener-draft.ts';
import { cleaned, isSound, isWebSocket, newListener, problemsOf, withTransport } from './listener-draft.ts';

/** A listener while it is typed. */
export interface ListenerEdit {
  readonly draft: NamedListener;
  readonly problems: ListenerProblems;
  readonly change: (changed: Partial<NamedListener>) => void;
  readonly chooseTransport: (transport: ListenerTransport) => void;
  readonly typedOrigins: string;
  readonly typeOrigins: (text: string) => void;
  readonly origins: ReturnType<typeof parseOrigins>;
  /** Why it was not saved. */
  readonly error: ContractError | undefined;
  readonly maySave: boolean;
  readonly save: () => Promise<void>;
}

/** The form's own copy of a listener, of a new one if `row` is undefined; `onSaved` is called when it is kept. */
export function useListenerEdit(
  row: ListenerRow | undefined,
  rows: readonly ListenerRow[],
  onSaved: () => void,
): ListenerEdit {
  const save = useApp((state) => state.saveListener);
  const [draft, setDraft] = useState<NamedListener>(() => row?.listener ?? newListener(rows));
  const [typedOrigins, typeOrigins] = useState(() => draft.allowedOrigins.join('\n'));
  const [error, setError] = useState<ContractError>();
  const problems = problemsOf(draft);
  const origins = parseOrigins(typedOrigins);
  const maySave = isSound(problems) && (origins.ok || !isWebSocket(draft.transport));
  return {
    draft,
    problems,
    change: (changed) => setDraft({ ...draft, ...changed }),
    chooseTransport: (transport) => setDraft(withTransport(draft, transport, rows)),
    typedOrigins,
    typeOrigins,
    origins,
    error,
    maySave,
    save: async () => {
      if (!maySave) return;
      // What was typed as origins counts for WebSocket alone, and may be wrong where it does not.
      const saved = await save(row?.listener.name, cleaned(draft, origins.ok ? origins.origins : []));
      if (saved.ok) onSaved();
      else setError(saved.error);
    },
  };
}
