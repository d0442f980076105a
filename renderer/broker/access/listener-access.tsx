import type { ListenerAccess } from '../../../app/contract/areas/broker/access.ts';
import type { ListenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Select } from '../../ui/select.tsx';

const words = texts.access;
const entries = (['usual', 'yes', 'no'] as const).map((value) => ({ value, text: words.entries[value] }));
const identities = (['password', 'certificate', 'either'] as const).map((value) => ({
  value,
  text: words.identities[value],
}));

interface ListenerAccessProps {
  readonly name: string;
  readonly transport: ListenerTransport;
}

/** What the clients of one listener are to show, where that differs from the rest. */
export function ListenerAccessFields({ name, transport }: ListenerAccessProps) {
  const own = useApp((state) => state.access?.listeners.find((one) => one.name === name)?.access);
  const change = useApp((state) => state.setListenerAccess);
  const { anonymous, identity = 'password' } = own ?? {};
  const entry = anonymous === undefined ? 'usual' : anonymous ? 'yes' : 'no';
  const save = (changed: Partial<ListenerAccess>): void =>
    void change(name, { anonymous, identity, ...changed });
  const isSecure = transport === 'tls' || transport === 'wss';
  return (
    <li className="access-listener">
      <span className="access-name">{name}</span>
      <Select
        label={words.entryOf(name)}
        hideLabel
        value={entry}
        options={entries}
        onChange={(chosen) => save({ anonymous: chosen === 'usual' ? undefined : chosen === 'yes' })}
      />
      {isSecure ? (
        <Select
          label={words.identityOf(name)}
          hideLabel
          value={identity}
          options={identities}
          onChange={(chosen) => save({ identity: chosen })}
        />
      ) : undefined}
    </li>
  );
}
