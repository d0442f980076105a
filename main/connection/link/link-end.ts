import type { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { StepFailure } from '../dial/failure.ts';
import { codeOf } from '../dial/failure.ts';

/** How a link ended. */
export interface LinkEnd {
  /** `asked`: we wanted it. `refused`: CONNACK said no. `told`: the broker's DISCONNECT. `violation`: it broke the standard. */
  readonly kind: 'asked' | 'refused' | 'told' | 'violation' | 'network';
  readonly failure: StepFailure;
  /** The error code of the socket, if that is what ended it. */
  readonly code: string | undefined;
}

/** We disconnected. */
export const askedEnd: LinkEnd = {
  kind: 'asked',
  failure: { detail: 'Disconnected', advice: '', lasting: false },
  code: undefined,
};

/** A tester wanted it so. */
export const diedEnd: LinkEnd = {
  kind: 'asked',
  failure: { detail: 'Closed on purpose without DISCONNECT', advice: '', lasting: false },
  code: undefined,
};

/** The socket closed by itself; without an error the broker closed it. */
export function networkEnd(error: Error | undefined): LinkEnd {
  const code = error === undefined ? undefined : codeOf(error);
  return { kind: 'network', failure: networkFailure(error, code), code };
}

/** The broker broke the standard. */
export function violationEnd(error: ProtocolError): LinkEnd {
  const place = error.offset === undefined ? '' : `, byte ${error.offset}`;
  return {
    kind: 'violation',
    failure: {
      detail: `The broker broke the standard: ${error.message} [${error.clause}${place}]`,
      advice: 'Look at the last packet received on this connection: its fields show where it broke.',
      lasting: false,
    },
    code: undefined,
  };
}

function networkFailure(error: Error | undefined, code: string | undefined): StepFailure {
  const lasting = false;
  if (error === undefined) {
    return {
      detail: 'The broker closed the connection',
      advice: 'Look into the log of the broker: before MQTT 5.0 it has no way to tell us why.',
      lasting,
    };
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return {
      detail: 'The connection was reset by the peer',
      advice: 'Check the broker and the network.',
      lasting,
    };
  }
  if (code === 'ETIMEDOUT') {
    return {
      detail: 'The network lost the connection: no answer came',
      advice: 'Check the network.',
      lasting,
    };
  }
  return { detail: error.message, advice: 'Check the broker and the network.', lasting };
}

/** What a peer that speaks something else says in its first bytes; undefined if that may be MQTT. */
export function otherProtocol(bytes: Uint8Array): StepFailure | undefined {
  const lasting = true;
  // A TLS record: alert or handshake, version 3.x (RFC 8446 5.1).
  if ((bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 0x03) {
    const advice = 'Use transport tls for this port.';
    return { detail: 'The port speaks TLS: the answer to CONNECT is a TLS alert', advice, lasting };
  }
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === 'HTTP/') {
    const advice =
      'Use transport ws with the path of the broker, /mqtt is usual; or the port for MQTT over TCP.';
    return { detail: 'The port speaks HTTP: the answer to CONNECT is an HTTP response', advice, lasting };
  }
  return undefined;
}
