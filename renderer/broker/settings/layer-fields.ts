import type { Tuning } from '../../../app/contract/areas/broker/tuning.ts';
import { tuning } from '../../../app/contract/areas/broker/tuning.ts';

type KeysOf<Kind> = { [Key in keyof Tuning]: Tuning[Key] extends Kind ? Key : never }[keyof Tuning];
export type NumberKey = Exclude<KeysOf<number>, 'maximumQos'>;
export type FlagKey = KeysOf<boolean>;

export type LayerField =
  | { readonly kind: 'number'; readonly key: NumberKey; readonly unit: 'bytes' | 'seconds' | undefined }
  | { readonly kind: 'flag'; readonly key: FlagKey }
  | { readonly kind: 'keepAlive'; readonly key: 'serverKeepAlive' }
  | { readonly kind: 'qos'; readonly key: 'maximumQos' }
  | { readonly kind: 'text'; readonly key: 'responseInformation' }
  | { readonly kind: 'filters'; readonly key: 'refusedFilters' };

interface LayerGroup {
  readonly id: 'promises' | 'towards' | 'checks';
  readonly fields: readonly LayerField[];
}

const number = (key: NumberKey, unit?: 'bytes' | 'seconds'): LayerField => ({ kind: 'number', key, unit });
const flag = (key: FlagKey): LayerField => ({ kind: 'flag', key });

/** All there is to tune, as it is grouped on screen. */
export const layerGroups: readonly LayerGroup[] = [
  {
    id: 'promises',
    fields: [
      { kind: 'qos', key: 'maximumQos' },
      flag('retainAvailable'),
      flag('wildcardSubscriptionAvailable'),
      flag('sharedSubscriptionAvailable'),
      flag('subscriptionIdentifiersAvailable'),
      { kind: 'keepAlive', key: 'serverKeepAlive' },
      number('receiveMaximum'),
      number('maximumPacketSize', 'bytes'),
      number('topicAliasMaximum'),
      number('sessionExpiryMaximum', 'seconds'),
      { kind: 'text', key: 'responseInformation' },
    ],
  },
  { id: 'towards', fields: [number('outboundTopicAliases'), flag('reasonStrings')] },
  {
    id: 'checks',
    fields: [
      flag('checkPayloadFormat'),
      flag('checkContentType'),
      { kind: 'filters', key: 'refusedFilters' },
    ],
  },
];

/** What the schema allows. */
export function boundsOf(key: NumberKey): { readonly min: number; readonly max: number } {
  const { minValue, maxValue } = tuning.shape[key];
  return { min: minValue ?? 0, max: maxValue ?? Number.MAX_SAFE_INTEGER };
}
