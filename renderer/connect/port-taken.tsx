import { newProfile, newProfileId, withAddress } from '../state/new-profile.ts';
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
  const saveAndConnect = useApp((state) => state.saveAndConnect);
  const tellFailure = useApp((state) => state.tellFailure);
  const { port, speaksMqtt } = taken;
  const connect = async (): Promise<void> => {
    const host = 'localhost';
    const address = {
      transport: 'tcp',
      host,
      port,
      path: '',
      username: undefined,
      password: undefined,
    } as const;
    tellFailure(await saveAndConnect(withAddress(newProfile(newProfileId()), address), {}));
  };
  return (
    <ErrorBox
      message={words.taken(port, speaksMqtt)}
      actions={
        <>
          {speaksMqtt ? <Button onClick={() => void connect()}>{words.connectThere}</Button> : undefined}
          <Button onClick={onFree}>{words.takeFree}</Button>
        </>
      }
    />
  );
}
