import { listenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import type { FeedValue } from '../../../app/contract/contract-types.ts';
import { texts } from '../../texts/en.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { HostField } from './host-field.tsx';
import { isTls, isWebSocket } from './listener-draft.ts';
import { ListenerTlsFields } from './listener-tls-fields.tsx';
import type { ListenerEdit } from './use-listener-edit.ts';

const words = texts.listeners.form;
const transports = listenerTransport.options.map((value) => ({
  value,
  text: texts.listeners.transports[value],
}));

interface ListenerFieldsProps {
  readonly edit: ListenerEdit;
  readonly addresses: FeedValue<'brokerListeners'>['addresses'];
}

/** By which way, where, and under what name a listener listens, and whom it lets in. */
export function ListenerFields({ edit, addresses }: ListenerFieldsProps) {
  const { draft, problems, change, chooseTransport, origins, typedOrigins, typeOrigins } = edit;
  return (
    <>
      <Segmented
        label={words.transport}
        value={draft.transport}
        options={transports}
        onChange={chooseTransport}
      />
      <TextField
        className="span-8"
        label={words.name}
        maxLength={64}
        hint={words.nameHint}
        value={draft.name}
        problem={problems.name ? words.nameProblem : undefined}
        onChange={(name) => change({ name })}
      />
      <div className="span-4">
        <NumberField
          label={words.port}
          hint={words.portHint}
          value={draft.port}
          min={0}
          isRequired
          max={65_535}
          problemText={texts.connect.problems.number}
          onChange={(port) => port !== undefined && change({ port })}
        />
      </div>
      <HostField draft={draft} addresses={addresses} onChange={(host) => change({ host })} />
      {isWebSocket(draft.transport) ? (
        <TextArea
          label={words.origins}
          mono
          rows={2}
          hint={words.originsHint}
          value={typedOrigins}
          problem={origins.ok ? undefined : texts.connect.broker.originProblem(origins.wrong)}
          onChange={typeOrigins}
        />
      ) : undefined}
      {isTls(draft.transport) ? (
        <ListenerTlsFields tls={draft.tls} problems={problems} onChange={(tls) => change({ tls })} />
      ) : undefined}
    </>
  );
}
