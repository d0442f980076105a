import type { ListenerTls, ListenerTransport } from '../../../app/contract/areas/broker/listener.ts';
import { listener, nameFor } from '../../../app/contract/areas/broker/listener.ts';
import type { ListenerRow, NamedListener } from '../../../app/contract/areas/broker/listener-list.ts';

/** What each transport listens on most often. */
export const usualPorts: Readonly<Record<ListenerTransport, number>> = {
  tcp: 1883,
  tls: 8883,
  ws: 9001,
  wss: 8884,
};

/** What is wrong with a listener as it stands, by field. */
export interface ListenerProblems {
  readonly name: boolean;
  readonly certificateFile: boolean;
  readonly keyFile: boolean;
  readonly caFile: boolean;
  /** For each server name. */
  readonly serverNames: readonly { readonly name: boolean; readonly files: boolean }[];
}

/** A new one beside those that there are: TLS is what they most often lack. */
export function newListener(rows: readonly ListenerRow[]): NamedListener {
  const names = new Set(rows.map((row) => row.listener.name));
  const port = usualPorts.tls;
  return { ...listener.parse({ transport: 'tls', port }), name: nameFor('tls', names) };
}

/** With another transport the port and a name that were not chosen follow it. */
export function withTransport(
  draft: NamedListener,
  transport: ListenerTransport,
  rows: readonly ListenerRow[],
): NamedListener {
  const names = new Set(rows.map((row) => row.listener.name));
  const isUsualPort = draft.port === usualPorts[draft.transport];
  const isUsualName = draft.name === nameFor(draft.transport, names);
  return {
    ...draft,
    transport,
    port: isUsualPort ? usualPorts[transport] : draft.port,
    name: isUsualName ? nameFor(transport, names) : draft.name,
  };
}

export function isTls(transport: ListenerTransport): boolean {
  return transport === 'tls' || transport === 'wss';
}

export function isWebSocket(transport: ListenerTransport): boolean {
  return transport === 'ws' || transport === 'wss';
}

export function problemsOf({ name, transport, tls }: NamedListener): ListenerProblems {
  const hasTls = isTls(transport);
  const { certificate } = tls;
  const isFromFiles = hasTls && certificate.from === 'files';
  return {
    name: name.trim() === '',
    certificateFile: isFromFiles && certificate.certificateFile === '',
    keyFile: isFromFiles && certificate.keyFile === '',
    caFile: hasTls && tls.clientCertificates !== 'none' && !tls.trustOwn && (tls.caFile ?? '') === '',
    serverNames: tls.serverNames.map((one) => ({
      name: hasTls && !/^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(one.name),
      files: hasTls && (one.certificateFile === '' || one.keyFile === ''),
    })),
  };
}

export function isSound(problems: ListenerProblems): boolean {
  const { name, certificateFile, keyFile, caFile, serverNames } = problems;
  return !(name || certificateFile || keyFile || caFile || serverNames.some((one) => one.name || one.files));
}

/** As it is to be saved: what its transport has no use for is left at its default. */
export function cleaned(draft: NamedListener, origins: readonly string[]): NamedListener {
  const { name, transport, host, port, tls } = draft;
  const plain = listener.parse({ transport, host, port });
  return {
    ...plain,
    name: name.trim(),
    allowedOrigins: isWebSocket(transport) ? [...origins] : [],
    tls: isTls(transport) ? withoutEmptyFile(tls) : plain.tls,
  };
}

function withoutEmptyFile({ caFile, ...rest }: ListenerTls): ListenerTls {
  return caFile === undefined || caFile === '' ? rest : { ...rest, caFile };
}
