import { useRef } from 'react';
import type { ListenerRow } from '../../../app/contract/areas/broker/listener-list.ts';
import type { FeedValue } from '../../../app/contract/contract-types.ts';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Spacer } from '../../ui/toolbar.tsx';
import { focusWrongNumber } from '../../ui/wrong-number.ts';
import { ListenerFields } from './listener-fields.tsx';
import { useListenerEdit } from './use-listener-edit.ts';

const words = texts.listeners.form;

interface ListenerFormProps {
  /** Undefined for a new one. */
  readonly row: ListenerRow | undefined;
  readonly value: FeedValue<'brokerListeners'>;
  readonly onClose: () => void;
}

/** Everything about one listener; it takes effect when it is saved. */
export function ListenerForm({ row, value: { rows, addresses }, onClose }: ListenerFormProps) {
  const edit = useListenerEdit(row, rows, onClose);
  const { error, maySave, save } = edit;
  const form = useRef<HTMLDivElement>(null);
  const press = (): void => {
    if (!focusWrongNumber(form.current)) void save();
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
          <Button kind="primary" disabled={!maySave} onClick={press}>
            {words.save}
          </Button>
        </>
      }
    >
      <div ref={form} className="listener-form">
        {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
        <ListenerFields edit={edit} addresses={addresses} />
      </div>
    </Dialog>
  );
}
