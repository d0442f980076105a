import { FileSearch } from 'lucide-react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { pickFile } from '../ui/pick-file.ts';
import { StartCard } from './start-card.tsx';

const words = texts.files.card;

/** What somebody else captured. */
export function CaptureCard() {
  const importCapture = useApp((state) => state.importCapture);
  const isBusy = useApp((state) => state.importing !== undefined);
  const open = async (): Promise<void> => {
    const file = await pickFile('.pcap,.pcapng,.cap');
    if (file !== undefined) await importCapture(file);
  };
  return (
    <StartCard icon={FileSearch} title={words.title} text={words.text}>
      <p className="start-card-foot">
        <Button disabled={isBusy} onClick={() => void open()}>
          {words.action}
        </Button>
      </p>
    </StartCard>
  );
}
