import { Copy } from 'lucide-react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import { IconButton } from '../ui/icon-button.tsx';

const words = texts.broker.clients;

/** Nobody is there yet: where to connect to. */
export function ConnectTo() {
  const state = useApp((now) => now.broker?.state);
  const copyText = useApp((now) => now.copyText);
  const listeners = state?.kind === 'running' ? state.listeners : [];
  return (
    <Empty title={words.none}>
      <p>{words.connectTo}</p>
      <ul className="connect-to">
        {listeners.map(({ url }) => (
          <li key={url}>
            <code>{url}</code>
            <IconButton
              name={texts.connect.broker.copyUrl(url)}
              onClick={() => void copyText(url, texts.connect.broker.url)}
            >
              <Copy aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </Empty>
  );
}
