import type { MqttClient } from 'mqtt';
import type { Clock } from '../../app/base/clock.ts';
import type { Profile, Secrets, Transport } from '../../app/contract/areas/profiles.ts';
import { encode } from '../../app/mqtt/encode.ts';
import type { ConnackPacket, ConnectPacket, Packet } from '../../app/mqtt/packet.ts';
import type { LinkId, PacketObserver } from '../capture/observer.ts';
import { connectPacket } from './connect-packet.ts';
import type { CertificateInfo } from './dial/certificates.ts';
import { addressOf, dial } from './dial/dial.ts';
import type { StepFailure } from './dial/failure.ts';
import { stopped } from './dial/failure.ts';
import type { StepList } from './dial/step-list.ts';
import { handshakeFailure, isTlsError } from './dial/tls-words.ts';
import { acceptedWords, refusedEnd, toldEnd } from './link/broker-words.ts';
import { Link } from './link/link.ts';
import type { LinkEnd } from './link/link-end.ts';
import { askedEnd } from './link/link-end.ts';
import type { Wire } from './link/wire.ts';
import type { LiveLink } from './live-link.ts';
import { serverLimits } from './live-link.ts';
import { createMqttClient } from './mqtt-client.ts';
import { mqttErrorEnd } from './mqtt-error.ts';
import type { Session } from './session.ts';
import { forgetSession } from './session.ts';

export interface AttemptOptions {
  readonly profile: Profile;
  /** The profile's, or the one that was made up for it. */
  readonly clientId: string;
  readonly secrets: Secrets;
  readonly session: Session;
  readonly observer: PacketObserver;
  readonly clock: Clock;
  readonly steps: StepList;
  /** Corrects a PUBLISH of MQTT.js. */
  readonly mendPublish: (frame: Uint8Array) => Uint8Array;
  readonly listener: AttemptListener;
}

export interface AttemptListener {
  sawChain(chain: readonly CertificateInfo[]): void;
  answered(connack: ConnackPacket, asked: ConnectPacket): void;
  /** Connected, and everything that the session had under way was sent again. */
  ready(live: LiveLink, connack: ConnackPacket): void;
  received(packet: Packet, time: number): void;
  sent(packet: Packet, time: number): void;
  /** Last, once. */
  ended(end: LinkEnd): void;
}

/** One try to reach the broker, and the connection that it becomes. */
export interface Attempt {
  /** DISCONNECT, then the end of the connection; or the end of trying. */
  stop(): void;
}

export function startAttempt(options: AttemptOptions): Attempt {
  const abort = new AbortController();
  const running: Running = { options, abort, link: undefined };
  const { observer, clock, profile } = options;
  const id = observer.linkOpened({ address: addressOf(profile), transport: profile.transport }, clock.now());
  void run(running, id);
  return {
    stop: () => {
      abort.abort();
      running.link?.close(askedEnd, 0);
    },
  };
}

interface Running {
  readonly options: AttemptOptions;
  readonly abort: AbortController;
  link: Link | undefined;
}

async function run(running: Running, id: LinkId): Promise<void> {
  const { profile, clientId, secrets, steps, listener } = running.options;
  const asked = connectPacket(profile, clientId, presentSecret(secrets.password));
  if (!asked.ok) {
    steps.fail('connect', asked.failure);
    return giveUp(running, id, asked.failure);
  }
  const wire = await dial({
    profile,
    keyPassphrase: presentSecret(secrets.keyPassphrase),
    steps,
    sawChain: (chain) => listener.sawChain(chain),
    signal: running.abort.signal,
  });
  if (!wire.ok) return giveUp(running, id, wire.failure);
  if (running.abort.signal.aborted) {
    wire.value.destroy();
    return giveUp(running, id, stopped);
  }
  speak(running, id, wire.value, asked.value);
}

function giveUp({ options }: Running, id: LinkId, failure: StepFailure): void {
  options.observer.linkClosed(id, failure.detail, options.clock.now());
  const kind = failure === stopped ? 'asked' : 'network';
  options.listener.ended({ kind, failure, code: undefined });
}

/** From the open wire on: CONNECT, CONNACK, and whatever follows. */
function speak(running: Running, id: LinkId, wire: Wire, asked: ConnectPacket): void {
  const { options } = running;
  const { clock, observer, session, steps, listener, profile } = options;
  steps.start('connect', `CONNECT as ${asked.clientId}`);
  let connack: ConnackPacket | undefined;
  const link = new Link({
    wire,
    id,
    observer,
    clock,
    version: profile.protocolVersion,
    received: session.received,
    receiveMaximum: profile.receiveMaximum ?? 65_535,
    mend: (frame) => mend(frame, asked, options),
    listener: {
      received: (packet, time) => {
        if (packet.type === 'connack') {
          connack = packet;
          onConnack(running, id, link, client, packet, asked);
        }
        if (packet.type === 'disconnect') link.close(toldEnd(packet), undefined);
        listener.received(packet, time);
      },
      sent: (packet, time) => listener.sent(packet, time),
      closed: (closedEnd) => {
        const end = connack === undefined ? unanswered(closedEnd, profile.transport) : closedEnd;
        observer.linkClosed(id, end.failure.detail, clock.now());
        if (connack === undefined) failConnect(options, end);
        listener.ended(end);
      },
    },
  });
  running.link = link;
  const client = createMqttClient(link.stream, asked, session);
  client.on('error', (error) => link.explain(mqttErrorEnd(error, profile.keepAlive)));
  client.on('connect', () => {
    if (connack === undefined) return;
    listener.ready({ client, version: profile.protocolVersion, limits: serverLimits(connack) }, connack);
  });
}

/** Before MQTT.js reads it: it would send again what the broker has forgotten. */
function onConnack(
  running: Running,
  id: LinkId,
  link: Link,
  client: MqttClient,
  connack: ConnackPacket,
  asked: ConnectPacket,
): void {
  const { session, steps, observer, listener } = running.options;
  const version = asked.protocolVersion;
  listener.answered(connack, asked);
  if (connack.reasonCode !== 0) {
    const end = refusedEnd(connack, version);
    steps.fail('connect', end.failure);
    link.close(end, undefined);
    return;
  }
  // 3.1 has no Session Present: there the broker is believed to have kept what it was asked to keep.
  const isResumed = version === 3 ? !asked.cleanStart : connack.sessionPresent;
  if (!isResumed) forgetSession(session);
  const { serverKeepAlive, assignedClientIdentifier } = connack.properties;
  // MQTT.js keeps to the broker's keep alive only if it has one of its own [MQTT-3.2.2-21].
  if (serverKeepAlive !== undefined) client.options.keepalive = serverKeepAlive;
  steps.done('connect', acceptedWords(connack, version));
  observer.linkIdentified(id, assignedClientIdentifier ?? asked.clientId, version);
}

function failConnect({ steps, profile }: AttemptOptions, end: LinkEnd): void {
  if (end.code === undefined || !isTlsError(end.code)) {
    steps.fail('connect', end.failure);
    return;
  }
  // TLS 1.3: the broker judges our certificate after the handshake is done for us.
  steps.drop('connect');
  steps.fail('tls', handshakeFailure(end.code, profile.tls.certificateFile !== ''));
}

/** A close before CONNACK says little; what it most often means depends on how we came. */
function unanswered(end: LinkEnd, transport: Transport): LinkEnd {
  const isSilent = end.kind === 'network' && (end.code === undefined || resets.has(end.code));
  if (!isSilent) return end;
  const detail = 'The broker closed the connection before it answered CONNECT';
  return { ...end, failure: { detail, advice: unansweredAdvice(transport), lasting: false } };
}

const resets = new Set(['ECONNRESET', 'EPIPE']);

function unansweredAdvice(transport: Transport): string {
  const log = 'The log of the broker says why.';
  if (transport === 'tcp') return `The port may be one for TLS or WebSocket: those close like this. ${log}`;
  if (transport === 'tls')
    return `It may want a client certificate, or another one; the port may be one for wss. ${log}`;
  return `Check the protocol version. ${log}`;
}

/**
 * CONNECT goes out as our codec says it: MQTT.js's cannot say a password without a user name, or the user properties
 * of a will in their order, and so never learns the secrets.
 */
function mend(frame: Uint8Array, asked: ConnectPacket, options: AttemptOptions): Uint8Array {
  const type = (frame[0] ?? 0) >> 4;
  if (type === 1) return encode(asked, asked.protocolVersion);
  return type === 3 ? options.mendPublish(frame) : frame.slice();
}

function presentSecret(secret: string | undefined): string | undefined {
  return secret === '' ? undefined : secret;
}
