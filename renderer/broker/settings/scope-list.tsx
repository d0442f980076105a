import { Plus } from 'lucide-react';
import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import type { Scope } from './behaviour-draft.ts';
import { layerAt, whoAt } from './behaviour-draft.ts';

const words = texts.brokerSettings;

/** What the panel shows: a scope of the tuning, or the limits. */
export type Shown = Scope | { readonly kind: 'limits' };

interface ScopeListProps {
  readonly draft: BrokerBehaviour;
  readonly listeners: readonly string[];
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
  readonly onAddRule: () => void;
}

/** Whom the settings are for. */
export function ScopeList({ draft, listeners, shown, onShow, onAddRule }: ScopeListProps) {
  const item = (scope: Shown, text: string) => (
    <li key={keyOf(scope)}>
      <button
        type="button"
        className="scope"
        aria-current={keyOf(scope) === keyOf(shown) ? 'true' : undefined}
        onClick={() => onShow(scope)}
      >
        <span className="scope-text">{text}</span>
        <Changes draft={draft} scope={scope} />
      </button>
    </li>
  );
  return (
    <nav className="scopes" aria-label={words.scopes}>
      <ul>
        {item({ kind: 'broker' }, words.broker)}
        {item({ kind: 'limits' }, words.limitsScope)}
      </ul>
      <h3>{words.listeners}</h3>
      {listeners.length === 0 ? <p className="field-hint">{words.noListeners}</p> : undefined}
      <ul>{listeners.map((name) => item({ kind: 'listener', name }, name))}</ul>
      <h3>{words.clients}</h3>
      <ul>
        {draft.tuning.clients.map((_rule, index) => {
          const { clientId, userName } = whoAt(draft, index);
          return item({ kind: 'client', index }, words.rule(clientId, userName));
        })}
      </ul>
      <Button onClick={onAddRule}>
        <Plus aria-hidden="true" />
        {words.addRule}
      </Button>
    </nav>
  );
}

/** How many fields a scope sets itself. */
function Changes({ draft, scope }: { readonly draft: BrokerBehaviour; readonly scope: Shown }) {
  if (scope.kind === 'limits') return undefined;
  const keys = Object.keys(layerAt(draft, scope)).filter((key) => key !== 'clientId' && key !== 'userName');
  return keys.length === 0 ? undefined : <span className="field-hint">{words.changes(keys.length)}</span>;
}

function keyOf(shown: Shown): string {
  if (shown.kind === 'listener') return `listener ${shown.name}`;
  return shown.kind === 'client' ? `client ${shown.index}` : shown.kind;
}
