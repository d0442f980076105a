import { MessageSquareText } from 'lucide-react';
import type { PacketPlace } from '../../app/contract/areas/packet-place.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';

const ofMessages: ReadonlySet<string> = new Set(['publish', 'puback', 'pubrec', 'pubrel', 'pubcomp']);

/** Whether packets of that type are about a message. */
export function isAboutMessage(type: string): boolean {
  return ofMessages.has(type);
}

interface ShowMessageProps {
  /** Of the packet. */
  readonly type: string;
  readonly place: PacketPlace;
}

/** Leads from a packet to the message that it is about; nothing for one that is about none. */
export function ShowMessage({ type, place }: ShowMessageProps) {
  const show = useApp((state) => state.showMessageOf);
  if (!isAboutMessage(type)) return undefined;
  return (
    <Button kind="quiet" onClick={() => void show(place)}>
      <MessageSquareText aria-hidden="true" />
      {texts.trace.showMessage}
    </Button>
  );
}
