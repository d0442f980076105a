import type { BrokerState } from '../../app/contract/areas/broker/state.ts';
import { UrlToCopy } from '../addresses/url-to-copy.tsx';
import { texts } from '../texts/en.ts';

const words = texts.connect.broker;

interface BrokerListenersProps {
  readonly state: Extract<BrokerState, { kind: 'running' }>;
}

/** What to type into a client on this machine, and into a device on the network. */
export function BrokerListeners({ state }: BrokerListenersProps) {
  const { listeners, takenPort } = state;
  const urls = listeners.flatMap(({ networkUrls }) =>
    networkUrls.map(({ url, network }) => ({ name: network, url })),
  );
  return (
    <section className="broker-section" aria-label={words.listeners}>
      <h3>{words.listeners}</h3>
      {takenPort === undefined ? undefined : <p className="form-warning">{words.takenSince(takenPort)}</p>}
      <UrlList urls={listeners.map(({ url }) => ({ name: undefined, url }))} />
      {urls.length === 0 ? undefined : <h3>{words.addresses}</h3>}
      <UrlList urls={urls} />
    </section>
  );
}

interface UrlListProps {
  readonly urls: readonly { readonly name: string | undefined; readonly url: string }[];
}

function UrlList({ urls }: UrlListProps) {
  return (
    <ul className="broker-urls">
      {urls.map(({ name, url }) => (
        <li key={`${name} ${url}`}>
          <UrlToCopy url={url}>
            {name === undefined ? undefined : <span className="field-hint">{name}</span>}
          </UrlToCopy>
        </li>
      ))}
    </ul>
  );
}
