import { createHash, timingSafeEqual } from 'node:crypto';

/** Makes that many random bytes. */
export type RandomBytes = (size: number) => Uint8Array;

/**
 * Who may come in. The token stands in the URL that is printed, and opens further windows as long as the process
 * lives: were it good for one use, a second browser or a cleared cookie would mean a restart. It is exchanged for a
 * cookie at once, so it stays neither in the address bar nor in what the page sends.
 *
 * Cookies know no port: any other server at this address is sent ours. So its name carries the port, which keeps two
 * hosts apart, its value is not the token, and the origin is checked besides.
 */
export interface Gate {
  readonly token: string;
  readonly cookieName: string;
  readonly setCookie: string;
  isToken(text: string): boolean;
  /** Takes the `Cookie` header. */
  hasCookie(header: string | undefined): boolean;
}

export function createGate(port: number, random: RandomBytes): Gate {
  const token = toText(random(32));
  const pass = toText(random(32));
  const cookieName = `topicscope-${port}`;
  return {
    token,
    cookieName,
    setCookie: `${cookieName}=${pass}; Path=/; HttpOnly; SameSite=Strict`,
    isToken: (text) => isSame(text, token),
    hasCookie: (header) => readCookies(header, cookieName).some((value) => isSame(value, pass)),
  };
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** In a time that says nothing about where they differ, nor about the length. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function readCookies(header: string | undefined, name: string): readonly string[] {
  return (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
}
