import type { Question } from '../state/dialogs-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Says what will happen and asks whether it should. */
export function QuestionDialog({ question }: { readonly question: Question }) {
  const close = useApp((state) => state.closeDialog);
  const accept = (): void => {
    question.onAnswer(true);
    close();
  };
  return (
    <Dialog
      title={question.title}
      closeName={texts.shell.close}
      onClose={close}
      actions={
        <>
          {question.before === undefined ? undefined : (
            <Button onClick={question.before.run}>{question.before.text}</Button>
          )}
          <Button onClick={close}>{texts.shell.cancel}</Button>
          <Button kind={question.isDangerous ? 'danger' : 'primary'} onClick={accept}>
            {question.action}
          </Button>
        </>
      }
    >
      <p>{question.text}</p>
    </Dialog>
  );
}
