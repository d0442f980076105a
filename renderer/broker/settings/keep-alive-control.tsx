import { texts } from '../../texts/en.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import type { LayerControlProps } from './layer-control-props.ts';

const words = texts.brokerSettings;
const firstSeconds = 60;

type Choice = 'inherited' | 'client' | 'given';

/** The keep alive of the client, or one that it is given. */
export function KeepAliveControl({ layer, inherited, onChange }: LayerControlProps) {
  const value = layer.serverKeepAlive;
  const above = inherited.serverKeepAlive;
  const choice: Choice = value === undefined ? 'inherited' : value === 'client' ? 'client' : 'given';
  const chosen = { inherited: undefined, client: 'client', given: firstSeconds } as const;
  return (
    <div className="setting-pair">
      <Select<Choice>
        label={words.fields.serverKeepAlive.name}
        hideLabel
        value={choice}
        options={[
          {
            value: 'inherited',
            text: words.inherited(above === 'client' ? words.clientsOwn : `${above} ${words.units.seconds}`),
          },
          { value: 'client', text: words.clientsOwn },
          { value: 'given', text: words.given },
        ]}
        onChange={(next) => onChange({ serverKeepAlive: chosen[next] })}
      />
      {typeof value === 'number' ? (
        <NumberField
          label={words.seconds}
          hideLabel
          value={value}
          min={0}
          max={65_535}
          isRequired
          unit={words.units.seconds}
          problemText={words.outOfBounds}
          onChange={(seconds) => seconds !== undefined && onChange({ serverKeepAlive: seconds })}
        />
      ) : undefined}
    </div>
  );
}
