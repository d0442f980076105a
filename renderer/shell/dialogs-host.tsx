import { BrokerDialog } from '../connect/broker-dialog.tsx';
import { ConnectionDialog } from '../connect/connection-dialog.tsx';
import { useApp } from '../state/use-app.tsx';
import { Palette } from './palette.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { useReturnFocus } from './use-return-focus.ts';

/** The one dialog that is open. */
export function DialogsHost() {
  const dialog = useApp((state) => state.dialog);
  useReturnFocus(dialog !== undefined);
  switch (dialog?.kind) {
    case undefined:
      return undefined;
    case 'palette':
      return <Palette />;
    case 'connection':
      return <ConnectionDialog key={dialog.profile ?? ''} profile={dialog.profile} tab={dialog.tab} />;
    case 'broker':
      return <BrokerDialog />;
    case 'question':
      return <QuestionDialog question={dialog.question} />;
  }
}
