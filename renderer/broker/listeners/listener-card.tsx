import { Pencil, RotateCw, Trash2 } from 'lucide-react';
import type { ListenerRow, ListenerState } from '../../../app/contract/areas/broker/listener-list.ts';
import { UrlToCopy } from '../../addresses/url-to-copy.tsx';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { exactTime, timeOfDay } from '../../texts/time.ts';
import { Switch } from '../../ui/checkbox.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { DotState } from '../../ui/state-dot.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { isTls } from './listener-draft.ts';

const words = texts.listeners;
const loopback = ['127.0.0.1', '::1', 'localhost'];
const dots: Readonly<Record<ListenerState['kind'], DotState>> = {
  off: 'idle',
  waiting: 'idle',
  starting: 'busy',
  listening: 'on',
  failed: 'failed',
};

interface ListenerCardProps {
  readonly row: ListenerRow;
  readonly onEdit: () => void;
}

/** One listener: how it stands, what to type into a client, and who could not connect. */
export function ListenerCard({ row, onEdit }: ListenerCardProps) {
  const { listener, state } = row;
  const isWrongPort = state.kind === 'listening' && listener.port !== 0 && state.port !== listener.port;
  return (
    <li className="listener" aria-label={listener.name}>
      <ListenerHead row={row} onEdit={onEdit} />
      {state.kind === 'failed' ? <ErrorBox message={state.why} /> : undefined}
      {isWrongPort ? <p className="listener-note">{words.wanted(listener.port)}</p> : undefined}
      {state.kind === 'listening' ? <ListenerUrls state={state} /> : undefined}
      {state.kind === 'listening' ? <LastRefusal state={state} /> : undefined}
    </li>
  );
}

function ListenerHead({ row, onEdit }: ListenerCardProps) {
  const turn = useApp((now) => now.turnListener);
  const remove = useApp((now) => now.removeListener);
  const { listener, state } = row;
  const { name, transport } = listener;
  const text = stateText(state);
  const isOpen = !loopback.includes(listener.host);
  const clients = isTls(transport) ? words.clientCertificates[listener.tls.clientCertificates] : undefined;
  return (
    <div className="listener-head">
      <StateDot state={dots[state.kind]} name={text} />
      <strong className="listener-name">{name}</strong>
      <span className="listener-facts">
        <span>{words.transports[transport]}</span>
        <span>{text}</span>
        {clients === undefined ? undefined : <span>{clients}</span>}
        {isOpen ? (
          <span className="listener-open" title={words.noPassword}>
            {words.openToNetwork}
          </span>
        ) : undefined}
      </span>
      {state.kind === 'listening' ? <Traffic state={state} denied={row.denied} /> : undefined}
      <span className="listener-actions">
        {state.kind === 'failed' ? (
          <IconButton name={words.again(name)} onClick={() => void turn(row, true)}>
            <RotateCw aria-hidden="true" />
          </IconButton>
        ) : undefined}
        <IconButton name={words.edit(name)} onClick={onEdit}>
          <Pencil aria-hidden="true" />
        </IconButton>
        <IconButton name={words.remove(name)} onClick={() => void remove(row)}>
          <Trash2 aria-hidden="true" />
        </IconButton>
        <Switch
          label={<span className="visually-hidden">{words.on(name)}</span>}
          checked={state.kind !== 'off'}
          onChange={(isOn) => void turn(row, isOn)}
        />
      </span>
    </div>
  );
}

interface ListeningProps {
  readonly state: Extract<ListenerState, { kind: 'listening' }>;
}

function Traffic({ state, denied }: ListeningProps & { readonly denied: number }) {
  return (
    <span className="listener-traffic tabular">
      <span>{words.connections(state.connections)}</span>
      <span className={state.refused > 0 ? 'listener-refused' : 'field-hint'} title={words.refusedHint}>
        {words.refused(state.refused)}
      </span>
      <span className={denied > 0 ? 'listener-refused' : 'field-hint'} title={words.deniedHint}>
        {words.denied(denied)}
      </span>
    </span>
  );
}

function ListenerUrls({ state }: ListeningProps) {
  return (
    <ul className="listener-urls">
      {state.urls.map(({ url, network }) => (
        <li key={url}>
          <UrlToCopy url={url} />
          {network === undefined ? undefined : <span className="field-hint">{network}</span>}
        </li>
      ))}
    </ul>
  );
}

function LastRefusal({ state }: ListeningProps) {
  const { lastRefusal } = state;
  if (lastRefusal === undefined) return undefined;
  const { time, address, why } = lastRefusal;
  return (
    <p className="listener-note" title={exactTime(time)}>
      {words.lastRefusal(timeOfDay(time), address, why)}
    </p>
  );
}

function stateText(state: ListenerState): string {
  return state.kind === 'listening' ? words.states.listening(state.port) : words.states[state.kind];
}
