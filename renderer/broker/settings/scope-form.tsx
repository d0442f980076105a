import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { texts } from '../../texts/en.ts';
import { ClientRuleHead } from './client-rule-head.tsx';
import { LayerForm } from './layer-form.tsx';
import { LimitsForm } from './limits-form.tsx';
import type { Shown } from './scope-list.tsx';

const words = texts.brokerSettings;

interface ScopeFormProps {
  readonly draft: BrokerBehaviour;
  readonly shown: Shown;
  readonly onChange: (draft: BrokerBehaviour, shown?: Shown) => void;
}

/** All settings of what is shown. */
export function ScopeForm({ draft, shown, onChange }: ScopeFormProps) {
  const { title, hint } = headOf(draft, shown);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="scope-form" aria-label={title} tabIndex={0}>
      <header>
        <h2>{title}</h2>
        <p className="field-hint">{hint}</p>
      </header>
      {shown.kind === 'client' ? (
        <ClientRuleHead draft={draft} index={shown.index} onChange={onChange} />
      ) : undefined}
      {shown.kind === 'limits' ? (
        <LimitsForm draft={draft} onChange={onChange} />
      ) : (
        <LayerForm draft={draft} scope={shown} onChange={onChange} />
      )}
    </section>
  );
}

function headOf(
  { tuning }: BrokerBehaviour,
  shown: Shown,
): { readonly title: string; readonly hint: string } {
  switch (shown.kind) {
    case 'broker':
      return { title: words.broker, hint: words.brokerHint };
    case 'limits':
      return { title: words.limitsScope, hint: words.limitsHint };
    case 'listener':
      return { title: shown.name, hint: words.listenerHint(shown.name) };
    case 'client': {
      const rule = tuning.clients[shown.index];
      return { title: words.rule(rule?.clientId, rule?.userName), hint: words.clientHint };
    }
  }
}
