import { UrlToCopy } from '../addresses/url-to-copy.tsx';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';

const words = texts.broker.clients;

/** Nobody is there yet: where to connect to. */
export function ConnectTo() {
  const state = useApp((now) => now.broker?.state);
  const listeners = state?.kind === 'running' ? state.listeners : [];
  return (
    <Empty title={words.none}>
      <p>{words.connectTo}</p>
      <ul className="connect-to">
        {listeners.map(({ url }) => (
          <li key={url}>
            <UrlToCopy url={url} />
          </li>
        ))}
      </ul>
    </Empty>
  );
}
