import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { shownName, visible } from '../../app/base/visible.ts';
import type { ClientDetail, ClientRow } from '../../app/contract/areas/broker/clients.ts';
import { useClient } from '../state/use-app.tsx';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { ErrorBox } from '../ui/error-box.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { ClientButtons } from './client-buttons.tsx';
import './client-detail.css';
import { wholeText } from './columns.tsx';
import { QosBadge } from './qos-badge.tsx';

const words = texts.broker.client;
/** Characters of a name: what is below it stays in sight. */
const nameCharacters = 512;

interface ClientDetailPaneProps {
  readonly row: ClientRow;
  readonly onClose: () => void;
}

/** What is known of the chosen client and has no place in its row. */
export function ClientDetailPane({ row, onClose }: ClientDetailPaneProps) {
  const detail = useClientDetail(row.key);
  if (detail === undefined) return <aside className="client-detail" aria-label={words.label} />;
  return (
    <aside className="client-detail" aria-label={words.label}>
      <header className="client-detail-head">
        <h2 className="client-detail-name">{shownName(detail.clientId, nameCharacters)}</h2>
        <IconButton name={words.close} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {detail.isGone ? <ErrorBox message={words.gone} /> : undefined}
      <ClientButtons clientKey={row.key} clientId={row.clientId.text} isGone={detail.isGone} />
      <Facts row={row} detail={detail} />
      <Negotiated detail={detail} />
      <Will detail={detail} />
      <Subscriptions detail={detail} />
    </aside>
  );
}

function useClientDetail(key: number): ClientDetail | undefined {
  const client = useClient();
  const [known, setKnown] = useState<{ readonly key: number; readonly detail: ClientDetail | undefined }>();
  useEffect(() => {
    const watch = client.watch(
      'brokerClient',
      { key },
      { value: ({ client: detail }) => setKnown({ key, detail }), ended: () => setKnown(undefined) },
    );
    return () => watch.stop();
  }, [client, key]);
  return known?.key === key ? known.detail : undefined;
}

function shown(name: string | undefined): string | undefined {
  return name === undefined ? undefined : shownName(name, nameCharacters);
}

interface PartProps {
  readonly detail: ClientDetail;
}

function Facts({ row, detail }: PartProps & { readonly row: ClientRow }) {
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.address, detail.address],
    [words.listener, `${row.listener} (${row.transport})`],
    [words.user, shown(detail.userName)],
    [words.certificate, shown(detail.certificateName)],
    [words.in, words.total(row.messagesIn, row.bytesIn)],
    [words.out, words.total(row.messagesOut, row.bytesOut)],
    [words.session, words.waiting(row.inFlight + row.queued, row.queuedBytes)],
  ];
  return (
    <dl className="client-facts">
      {facts.map(([name, value]) =>
        value === undefined ? undefined : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Negotiated({ detail }: PartProps) {
  return (
    <section aria-label={words.negotiated}>
      <h3>{words.negotiated}</h3>
      <table className="client-table">
        <thead>
          <tr>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.asked}</th>
            <th scope="col">{words.granted}</th>
          </tr>
        </thead>
        <tbody>
          {detail.values.map(({ name, asked, granted }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{visible(asked)}</td>
              <td>{granted}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.sessionPresent}</th>
            <td />
            <td>{detail.isSessionPresent ? '1' : '0'}</td>
          </tr>
          {detail.userProperties.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the client's and names may repeat
            <tr key={index}>
              <th scope="row">{words.userProperty}</th>
              <td>
                {wholeText(name)} = {wholeText(value)}
              </td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Will({ detail: { will } }: PartProps) {
  return (
    <section aria-label={words.will}>
      <h3>{words.will}</h3>
      {will === undefined ? (
        <p className="client-none">{words.noWill}</p>
      ) : (
        <dl className="client-facts">
          <div>
            <dt>{words.willTopic}</dt>
            <dd>
              {wholeText(will.topic)} <QosBadge qos={will.qos} />
              {will.retain ? ` ${texts.explore.history.retained}` : ''}
            </dd>
          </div>
          <div>
            <dt>{words.payload}</dt>
            <dd>
              {wholeText(will.preview)} ({size(will.size)})
            </dd>
          </div>
          <div>
            <dt>{words.delay}</dt>
            <dd>{texts.broker.list.seconds(will.delay)}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}

function Subscriptions({ detail: { subscriptions, moreSubscriptions } }: PartProps) {
  return (
    <section aria-label={words.subscriptions}>
      <h3>{words.subscriptions}</h3>
      {subscriptions.length === 0 ? <p className="client-none">{words.noSubscriptions}</p> : undefined}
      <ul className="client-subscriptions">
        {subscriptions.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: filters may be cut, and then be the same
          <li key={index}>
            <QosBadge qos={one.qos} />
            <code>
              {one.shareName === undefined ? '' : `$share/${wholeText(one.shareName)}/`}
              {wholeText(one.filter)}
            </code>
          </li>
        ))}
      </ul>
      {moreSubscriptions > 0 ? <p className="client-none">{words.more(moreSubscriptions)}</p> : undefined}
    </section>
  );
}
