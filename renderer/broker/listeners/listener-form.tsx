import { useState } from 'react';
import type { ContractError } from '../../../app/contract/answer.ts';
import { listenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import type { ListenerRow, NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import type { FeedValue } from '../../../app/contract/contract-types.ts';
import { parseOrigins } from '../../state/parse-origins.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Spacer } from '../../ui/toolbar.tsx';
import { HostField } from './host-field.tsx';
import {
  cleaned,
  isSound,
  isTls,
  isWebSocket,
  newListener,
  problemsOf,
  withTransport,
} from './listener-draft.ts';
import { ListenerTlsFields } from './listener-tls-fields.tsx';

const words = texts.listeners.form;
const transports = listenerTransport.options.map((value) => ({
  value,
  text: texts.listeners.transports[value],
}));

interface ListenerFormProps {
  /** Undefined for a new one. */
  readonly row: ListenerRow | undefined;
  readonly value: FeedValue<'brokerListeners'>;
  readonly onClose: () => void;
}

/** Everything about one listener; it takes effect when it is saved. */
export function ListenerForm({ row, value, onClose }: ListenerFormProps) {
  const { rows, addresses } = value;
  const save = useApp((state) => state.saveListener);
  const [draft, setDraft] = useState<NamedListener>(() => row?.listener ?? newListener(rows));
  const [typedOrigins, setTypedOrigins] = useState(() => draft.allowedOrigins.join('\n'));
  const [error, setError] = useState<ContractError>();
  const change = (changed: Partial<NamedListener>): void => setDraft({ ...draft, ...changed });
  const problems = problemsOf(draft);
  const origins = parseOrigins(typedOrigins);
  const submit = async (): Promise<void> => {
    if (!origins.ok) return;
    const saved = await save(row?.listener.name, cleaned(draft, origins.origins));
    if (saved.ok) onClose();
    else setError(saved.error);
  };
  return (
    <Dialog
      title={row === undefined ? words.newTitle : words.editTitle(row.listener.name)}
      closeName={words.close}
      size="large"
      onClose={onClose}
      actions={
        <>
          {row?.state.kind === 'listening' ? <span className="field-hint">{words.saveHint}</span> : undefined}
          <Spacer />
          <Button
            kind="primary"
            disabled={!isSound(problems) || (isWebSocket(draft.transport) && !origins.ok)}
            onClick={() => void submit()}
          >
            {words.save}
          </Button>
        </>
      }
    >
      <div className="listener-form">
        {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
        <Segmented
          label={words.transport}
          value={draft.transport}
          options={transports}
          onChange={(transport) => setDraft(withTransport(draft, transport, rows))}
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
            onChange={setTypedOrigins}
          />
        ) : undefined}
        {isTls(draft.transport) ? (
          <ListenerTlsFields tls={draft.tls} problems={problems} onChange={(tls) => change({ tls })} />
        ) : undefined}
      </div>
    </Dialog>
  );
}
