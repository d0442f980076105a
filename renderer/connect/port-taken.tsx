import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';

const words = texts.connect.broker;

interface PortTakenProps {
  readonly taken: { readonly port: number; readonly speaksMqtt: boolean };
  readonly onFree: () => void;
}

/** Somebody else has the port: connect to whoever it is, or listen elsewhere. */
export function PortTaken({ taken, onFree }: PortTakenProps) {
  const connectToPort = useApp((state) => state.connectToPort);
  const { port, speaksMqtt } = taken;
  return (
    <ErrorBox
      message={words.taken(port, speaksMqtt)}
      actions={
        <>
          {speaksMqtt ? (
            <Button onClick={() => void connectToPort(port)}>{words.connectThere}</Button>
          ) : undefined}
          <Button onClick={onFree}>{words.takeFree}</Button>
        </>
      }
    />
  );
}
