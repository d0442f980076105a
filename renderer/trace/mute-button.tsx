import { BellOff } from 'lucide-react';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import { Menu } from '../ui/menu.tsx';

const words = texts.findings;

interface MuteButtonProps {
  readonly finding: Finding;
  readonly onMute: () => void;
}

/** Mutes what is like this finding: its kind, of its client, on its topic. */
export function MuteButton({ finding: { id, kind, client, topic }, onMute }: MuteButtonProps) {
  const mute = useApp((state) => state.muteFindings);
  const muteLike = useApp((state) => state.muteLike);
  const item = (name: string, text: string, run: () => Promise<void>): MenuEntry => ({
    kind: 'item',
    id: name,
    text,
    run: () => {
      void run();
      onMute();
    },
  });
  const entries = [item('kind', words.muteKind, () => mute({ kind, client: '*', topicFilter: '#' }))];
  // What is shown of a client or a topic need not be all of it: the engine knows the finding's own.
  if (client !== '') entries.push(item('client', words.muteClient(client), () => muteLike(id, 'client')));
  if (topic.text !== '') {
    const shown = topic.cut > 0 ? `${topic.text}…` : topic.text;
    entries.push(item('topic', words.muteTopic(shown), () => muteLike(id, 'topic')));
  }
  return (
    <Menu entries={entries}>
      <Button kind="quiet">
        <BellOff aria-hidden="true" />
        {words.mute}
      </Button>
    </Menu>
  );
}
