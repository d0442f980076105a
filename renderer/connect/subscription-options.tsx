import { SlidersHorizontal } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { Profile, SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import { texts } from '../texts/en.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import { QosChoice } from './qos-choice.tsx';

const words = texts.connect.subscriptions;
const handlings = [
  { value: '0', handling: 0, text: words.retainHandlings[0] },
  { value: '1', handling: 1, text: words.retainHandlings[1] },
  { value: '2', handling: 2, text: words.retainHandlings[2] },
] as const;

interface SubscriptionOptionsProps {
  readonly value: SubscriptionSettings;
  readonly protocolVersion: Profile['protocolVersion'];
  readonly onChange: (value: SubscriptionSettings) => void;
}

/** QoS, and what MQTT 5.0 adds (clause 3.8.3.1). */
export function SubscriptionOptions({ value, protocolVersion, onChange }: SubscriptionOptionsProps) {
  return (
    <>
      <QosChoice
        label={`${texts.connect.form.qos} ${value.filter}`}
        hideLabel
        value={value.qos}
        onChange={(qos) => onChange({ ...value, qos })}
      />
      {protocolVersion === 5 ? <MoreOptions value={value} onChange={onChange} /> : undefined}
    </>
  );
}

function MoreOptions({ value, onChange }: Omit<SubscriptionOptionsProps, 'protocolVersion'>) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton name={`${words.options} ${value.filter}`}>
          <SlidersHorizontal aria-hidden="true" />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu subscription-more"
          align="end"
          sideOffset={4}
          aria-label={words.options}
        >
          <Checkbox
            label={words.noLocal}
            checked={value.noLocal}
            onChange={(noLocal) => onChange({ ...value, noLocal })}
          />
          <Checkbox
            label={words.retainAsPublished}
            checked={value.retainAsPublished}
            onChange={(retainAsPublished) => onChange({ ...value, retainAsPublished })}
          />
          <Select
            label={words.retainHandling}
            value={handlings[value.retainHandling].value}
            options={handlings}
            onChange={(chosen) => onChange({ ...value, retainHandling: handlings[chosen].handling })}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
