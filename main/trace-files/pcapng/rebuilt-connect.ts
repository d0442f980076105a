import { encode } from '../../../app/mqtt/encode.ts';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';

/** What a packet says that was never seen like this; an import knows it by that. */
export const rebuiltConnect = 'rebuilt: what is exported begins after CONNECT, which says the version';

/** Characters of a client identifier with which CONNECT fits into one segment for sure. */
const longestClient = 300;

/** A CONNECT and its answer that say which version the connection speaks: without them 5.0 cannot be read. */
export function rebuildConnect(
  client: string,
  version: ProtocolVersion,
): { readonly connect: Uint8Array; readonly connack: Uint8Array } {
  const connect = encode(
    {
      type: 'connect',
      protocolVersion: version,
      cleanStart: false,
      keepAlive: 0,
      clientId: client.length > longestClient ? '' : client,
      will: undefined,
      username: undefined,
      password: undefined,
      properties: {},
    },
    version,
  );
  const connack = encode({ type: 'connack', sessionPresent: true, reasonCode: 0, properties: {} }, version);
  return { connect, connack };
}
