import { BellOff } from 'lucide-react';
import type { Finding, MuteRule } from '../../app/contract/areas/trace/finding.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import { Menu } from '../ui/menu.tsx';

const words = texts.findings;

/** Mutes what is like this finding: its kind, of its client, on its topic. */
export function MuteButton({ finding: { kind, client, topic } }: { readonly finding: Finding }) {
  const mute = useApp((state) => state.muteFindings);
  const item = (id: string, text: string, rule: MuteRule): MenuEntry => ({
    kind: 'item',
    id,
    text,
    run: () => void mute(rule),
  });
  const entries: MenuEntry[] = [item('kind', words.muteKind, { kind, client: '*', topicFilter: '#' })];
  if (client !== '')
    entries.push(item('client', words.muteClient(client), { kind, client, topicFilter: '#' }));
  // A topic that was cut is not the topic.
  if (topic.text !== '' && topic.cut === 0) {
    entries.push(item('topic', words.muteTopic(topic.text), { kind, client: '*', topicFilter: topic.text }));
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
