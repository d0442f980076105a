import { Server } from 'lucide-react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { StartCard } from './start-card.tsx';

const words = texts.start.empty;

/** The broker for devices that exist. */
export function OwnDevicesCard() {
  const openDialog = useApp((state) => state.openDialog);
  return (
    <StartCard icon={Server} title={words.title} text={words.text}>
      <p className="start-card-foot">
        <Button onClick={() => openDialog({ kind: 'broker' })}>{words.action}</Button>
      </p>
    </StartCard>
  );
}
