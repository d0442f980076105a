import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Listeners } from '../../../app/base/listeners.ts';
import { Turns } from '../../../app/base/turns.ts';
import { systemCode, systemReason } from '../../files/system-reason.ts';
import { writeWholeFile } from '../../files/whole-file.ts';
import type { Identity, MachineNames } from './identity.ts';

const day = 86_400_000;
/** A server's certificate is renewed this long before it ends. */
const renewalTime = 30 * day;

interface AuthorityNeeds {
  /** Where certificates and keys are kept, for this user alone. */
  readonly folder: string;
  /** ms since 1970 */
  readonly now: () => number;
  readonly names: () => MachineNames;
}

/** The CA has no certificate to give: `message` says in a sentence why, and what to do. */
export class AuthorityProblem extends Error {}

/**
 * The app's own CA, made when something is first asked of it. Every answer may be an AuthorityProblem, thrown. Keys of
 * client certificates are handed out once and kept nowhere.
 */
export class Authority {
  readonly #needs: AuthorityNeeds;
  readonly #turns = new Turns();
  readonly #listeners = new Listeners();
  #own: Identity | undefined;
  #server: Identity | undefined;

  constructor(needs: AuthorityNeeds) {
    this.#needs = needs;
  }

  /** The certificate alone, for devices to trust. It is there once the CA has been made. */
  get certificateFile(): string {
    return path.join(this.#needs.folder, 'ca.crt');
  }

  /** Whether the certificate is there for devices to be given. */
  get isMade(): boolean {
    return existsSync(this.certificateFile);
  }

  /** Calls back when it has been made or put there again; returns what ends it. */
  onMade(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The CA's certificate, PEM. */
  certificate(): Promise<string> {
    return this.#turns.run(async () => (await this.#authority()).certificate);
  }

  /** A server's certificate for all names and addresses of this machine as they are now. */
  server(): Promise<Identity> {
    return this.#turns.run(async () => {
      const own = await this.#authority();
      const names = this.#needs.names();
      const kept = this.#server ?? (await this.#read('server.pem'));
      if (kept !== undefined && this.#serves(kept, own, names)) {
        this.#server = kept;
        return kept;
      }
      const { issueServer } = await import('./issue.ts');
      const issued = await issueServer(own, names, this.#needs.now());
      await this.#write('server.pem', joined(issued));
      this.#server = issued;
      return issued;
    });
  }

  /** A certificate for a client of that name; `authority` is the CA's own. */
  client(name: string, days: number): Promise<Identity & { readonly authority: string }> {
    return this.#turns.run(async () => {
      const own = await this.#authority();
      const { issueClient } = await import('./issue.ts');
      return { ...(await issueClient(own, name, days, this.#needs.now())), authority: own.certificate };
    });
  }

  async #authority(): Promise<Identity> {
    if (this.#own !== undefined) return this.#own;
    const kept = await this.#read('ca.pem');
    const own = kept ?? (await this.#make());
    // What devices are given is made again if it was deleted.
    await this.#write('ca.crt', own.certificate);
    this.#own = own;
    this.#listeners.tell();
    return own;
  }

  async #make(): Promise<Identity> {
    const { issueAuthority } = await import('./issue.ts');
    const made = await issueAuthority(this.#needs.now());
    await this.#write('ca.pem', joined(made));
    return made;
  }

  #serves({ certificate }: Identity, own: Identity, { names }: MachineNames): boolean {
    const known = new X509Certificate(certificate);
    const isOurs = known.verify(new X509Certificate(own.certificate).publicKey);
    const left = known.validToDate.getTime() - this.#needs.now();
    return isOurs && left > renewalTime && names.every((name) => isFor(known, name));
  }

  /** Undefined if there is none; a key that others may read is made unreadable for them first. */
  async #read(name: string): Promise<Identity | undefined> {
    const file = path.join(this.#needs.folder, name);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
      await chmod(file, 0o600);
    } catch (error) {
      const code = systemCode(error);
      if (code === 'ENOENT') return undefined;
      throw new AuthorityProblem(`The file ${file} cannot be read: ${systemReason(code ?? String(error))}.`);
    }
    const identity = taken(text);
    // One for the server is made anew; of the CA only its user can say that those who trust it no longer should.
    if (identity !== undefined || name !== 'ca.pem') return identity;
    throw new AuthorityProblem(
      `The file ${file} holds no certificate with its key any more. Put back a copy of it, or delete it: then a new CA is made, and devices have to trust that one.`,
    );
  }

  async #write(name: string, text: string): Promise<void> {
    const file = path.join(this.#needs.folder, name);
    try {
      await writeWholeFile(file, text);
    } catch (error) {
      const code = systemCode(error);
      const why = code === undefined ? String(error) : systemReason(code);
      throw new AuthorityProblem(`The file ${file} cannot be written: ${why}.`);
    }
  }
}

function isFor(certificate: X509Certificate, name: string): boolean {
  const isAddress = /^[\d.]+$|:/.test(name);
  return (isAddress ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
}

/** One file for both: a kill cannot leave a certificate with another one's key. */
function joined({ certificate, key }: Identity): string {
  return `${certificate}${key}`;
}

function taken(text: string): Identity | undefined {
  const [certificate] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text) ?? [];
  const [key] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text) ?? [];
  if (certificate === undefined || key === undefined) return undefined;
  try {
    const isPair = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
    return isPair ? { certificate, key } : undefined;
  } catch {
    // What stands between the lines is damaged.
    return undefined;
  }
}
