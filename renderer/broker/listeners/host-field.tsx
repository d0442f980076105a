import type { NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import type { FeedValue } from '../../../app/contract/contract-types.ts';
import { addressList } from '../../texts/addresses.ts';
import { texts } from '../../texts/en.ts';
import { Select } from '../../ui/select.tsx';
import { isTls } from './listener-draft.ts';

const words = texts.listeners.form;
const loopback = ['127.0.0.1', '::1', 'localhost'];
const known = [...loopback, '::', '0.0.0.0'];

type Addresses = FeedValue<'brokerListeners'>['addresses'];

interface HostFieldProps {
  readonly draft: NamedListener;
  readonly addresses: Addresses;
  readonly onChange: (host: string) => void;
}

/** Who can reach a listener, and what it means to let the network in. */
export function HostField({ draft, addresses, onChange }: HostFieldProps) {
  const { host, transport, tls } = draft;
  const isCertified = isTls(transport) && tls.clientCertificates === 'required';
  const meaning = isCertified ? words.openToCertified : words.open;
  const isOpen = !loopback.includes(host);
  return (
    <>
      <Select
        label={words.host}
        value={host}
        options={hostsOf(host, addresses).map((value) => ({ value, text: textOf(value, addresses) }))}
        onChange={onChange}
      />
      {isOpen ? (
        <p className="listener-warning" role="status">
          {meaning(reachedBy(host, addresses))} {isTls(transport) ? undefined : words.openPlain}
        </p>
      ) : undefined}
    </>
  );
}

function hostsOf(host: string, addresses: Addresses): readonly string[] {
  const all = [...known, ...addresses.map(({ address }) => address)];
  return all.includes(host) ? all : [...all, host];
}

function textOf(host: string, addresses: Addresses): string {
  const text = words.hosts[host];
  if (text !== undefined) return text;
  const found = addresses.find(({ address }) => address === host);
  return found === undefined ? words.otherHost(host) : words.oneHost(host, found.name);
}

/** `192.0.2.7 or [2001:db8::1]` */
function reachedBy(host: string, addresses: Addresses): string {
  const isEvery = host === '::' || host === '0.0.0.0';
  const reached = isEvery
    ? addresses.map(({ address }) => address).filter((address) => host === '::' || !address.includes(':'))
    : [host];
  return addressList(reached) ?? words.everyAddress;
}
