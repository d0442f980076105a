import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { packet, properties } from './bytes.ts';

/** The method that the broker knows. */
export const scramMethod = 'SCRAM-SHA-256';

/** The property list of AUTH and CONNECT: method, and data if there is any. */
export function authentication(data: string | undefined, name = scramMethod) {
  return [0x15, name, ...(data === undefined ? [] : [0x16, data])];
}

export function auth(reasonCode: number, data: string | undefined, name = scramMethod): Uint8Array {
  return packet(0xf0, reasonCode, properties(5, ...authentication(data, name)));
}

/** An AUTH or CONNACK in hex, taken apart by hand. */
export function readAuth(text: string) {
  const bytes = Buffer.from(text.replaceAll(' ', ''), 'hex');
  const isAuth = bytes[0] === 0xf0;
  const type = isAuth ? 'auth' : bytes[0] === 0x20 ? 'connack' : bytes[0] === 0xe0 ? 'disconnect' : text;
  const body = bytes.subarray(bytes[1] !== undefined && bytes[1] > 0x7f ? 3 : 2);
  const reasonCode = body[type === 'connack' ? 1 : 0];
  const list = body.toString('latin1');
  const name = list.includes(scramMethod) ? scramMethod : undefined;
  const at = name === undefined ? -1 : list.indexOf('\x16', list.indexOf(scramMethod) + scramMethod.length);
  const data = at === -1 ? undefined : list.slice(at + 3, at + 3 + (body.readUInt16BE(at + 1) ?? 0));
  return { type, reasonCode, name, data };
}

/** The client's side by the formulas of RFC 5802, on Node's primitives. */
export function scramClient(user: string, password: string) {
  const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const bare = `n=${user},r=clientnonce`;
  return {
    first: `n,,${bare}`,
    final(serverFirst: string) {
      const [, nonce = '', salt = '', iterations = ''] =
        /^r=([^,]*),s=([^,]*),i=(\d+)$/.exec(serverFirst) ?? [];
      const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
      const clientKey = mac(salted, 'Client Key');
      const message = `${bare},${serverFirst},c=biws,r=${nonce}`;
      const signature = mac(createHash('sha256').update(clientKey).digest(), message);
      const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
      const verifier = mac(mac(salted, 'Server Key'), message).toString('base64');
      return { message: `c=biws,r=${nonce},p=${proof.toString('base64')}`, expected: `v=${verifier}` };
    },
  };
}
