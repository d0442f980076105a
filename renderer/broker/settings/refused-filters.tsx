import { Plus, X } from 'lucide-react';
import type { TuningLayer } from '../../../app/contract/areas/broker/tuning.ts';
import { refusalCodes } from '../../../app/contract/areas/broker/tuning.ts';
import { reasonName } from '../../../app/mqtt/reason-codes.ts';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { LayerControlProps } from './layer-control-props.ts';

const words = texts.brokerSettings;
type Refused = NonNullable<TuningLayer['refusedFilters']>[number];

const options = refusalCodes.map((code) => ({
  value: String(code),
  text: `0x${code.toString(16).toUpperCase()} ${reasonName('suback', code, 5)}`,
}));

/** Filters that are refused, each with its reason code. */
export function RefusedFilters({ layer, inherited, onChange }: LayerControlProps) {
  const filters = layer.refusedFilters;
  const set = (next: readonly Refused[]): void => onChange({ refusedFilters: next });
  const change = (index: number, part: Partial<Refused>): void =>
    set((filters ?? []).map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <div className="refused-filters">
      {filters === undefined ? (
        <span className="field-hint">{words.inherited(words.howMany(inherited.refusedFilters.length))}</span>
      ) : undefined}
      {(filters ?? []).map(({ filter, reasonCode }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: filters may be equal while they are typed
        <div key={index} className="refused-filter">
          <TextField
            label={words.filter}
            hideLabel
            mono
            value={filter}
            placeholder="lab/#"
            onChange={(text) => change(index, { filter: text })}
          />
          <Select
            label={words.reason}
            hideLabel
            value={String(reasonCode)}
            options={options}
            onChange={(chosen) => {
              const code = refusalCodes.find((one) => String(one) === chosen);
              if (code !== undefined) change(index, { reasonCode: code });
            }}
          />
          <IconButton
            name={words.removeFilter}
            onClick={() => set((filters ?? []).filter((_one, at) => at !== index))}
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <Button onClick={() => set([...(filters ?? []), { filter: '', reasonCode: 0x87 }])}>
        <Plus aria-hidden="true" />
        {words.addFilter}
      </Button>
    </div>
  );
}
