import type { Notice } from '../state/notices-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';

/** The way to the other broker that a notice tells of. */
export function OtherPort({ notice: { id, otherPort } }: { readonly notice: Notice }) {
  const dismiss = useApp((state) => state.dismissNotice);
  const connectToPort = useApp((state) => state.connectToPort);
  if (otherPort === undefined) return undefined;
  return (
    <Button
      onClick={() => {
        dismiss(id);
        void connectToPort(otherPort);
      }}
    >
      {texts.connect.broker.connectToPort(otherPort)}
    </Button>
  );
}
