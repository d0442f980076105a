import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { texts } from '../../texts/en.ts';
import type { Scope } from './behaviour-draft.ts';
import { inheritedAt, layerAt, withLayer } from './behaviour-draft.ts';
import { LayerFieldRow } from './layer-field-row.tsx';
import { layerGroups } from './layer-fields.ts';

const words = texts.brokerSettings;

interface LayerFormProps {
  readonly draft: BrokerBehaviour;
  readonly scope: Scope;
  readonly onChange: (draft: BrokerBehaviour) => void;
}

/** Everything that can be tuned for one scope. */
export function LayerForm({ draft, scope, onChange }: LayerFormProps) {
  const layer = layerAt(draft, scope);
  const inherited = inheritedAt(draft, scope);
  return layerGroups.map(({ id, fields }) => (
    <section key={id} className="broker-settings-group" aria-label={words.groups[id]}>
      <h3>{words.groups[id]}</h3>
      {fields.map((field) => (
        <LayerFieldRow
          key={field.key}
          field={field}
          layer={layer}
          inherited={inherited}
          onChange={(change) => onChange(withLayer(draft, scope, change))}
        />
      ))}
    </section>
  ));
}
