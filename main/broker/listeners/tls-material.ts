import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SecureContext, SecureContextOptions } from 'node:tls';
import { createSecureContext } from 'node:tls';
import { messageOf } from '../../../app/base/message-of.ts';
import type { ListenerTls } from '../../../app/contract/areas/broker/listener.ts';
import { systemCode, systemReason } from '../../files/system-reason.ts';
import type { Authority } from '../certificates/authority.ts';
import { AuthorityProblem } from '../certificates/authority.ts';
import type { Identity } from '../certificates/identity.ts';

/** What a TLS listener shows and believes. */
export interface TlsMaterial {
  readonly usual: SecureContextOptions;
  /** For clients that name the server that they want. */
  readonly byName: readonly (readonly [name: string, context: SecureContext])[];
  /** Another one means that something changed. */
  readonly fingerprint: string;
}

/** `message` is a sentence that names the file. */
type TlsMaterialRead =
  | { readonly ok: true; readonly material: TlsMaterial }
  | { readonly ok: false; readonly message: string };

/** SSL_OP_NO_TICKET: a resumed session would keep a client's certificate that is believed no more. */
const noTickets = 0x4000;

/** A file of the user is not as it should be: `message` is a sentence. */
class FileProblem extends Error {}

/** Reads what the rules name. */
export async function readTlsMaterial(
  rules: ListenerTls,
  authority: Authority | undefined,
): Promise<TlsMaterialRead> {
  try {
    return { ok: true, material: await read(rules, authority) };
  } catch (error) {
    if (error instanceof FileProblem || error instanceof AuthorityProblem)
      return { ok: false, message: error.message };
    throw error;
  }
}

async function read(rules: ListenerTls, authority: Authority | undefined): Promise<TlsMaterial> {
  const { certificate, serverNames, clientCertificates } = rules;
  const believed = clientCertificates === 'none' ? undefined : await readBelieved(rules, authority);
  const usual =
    certificate.from === 'own' ? await existing(authority).server() : await readIdentity(certificate);
  const usable = optionsOf(usual, believed);
  contextOf(usable, certificate.from === 'own' ? 'of our own CA' : `in ${certificate.certificateFile}`);
  const named = await Promise.all(
    serverNames.map(async (files) => ({ ...files, identity: await readIdentity(files) })),
  );
  const hash = createHash('sha256').update(JSON.stringify([usual, named, believed]));
  return {
    usual: usable,
    byName: named.map(({ name, certificateFile, identity }) => [
      name.toLowerCase(),
      contextOf(optionsOf(identity, believed), `in ${certificateFile}`),
    ]),
    fingerprint: hash.digest('base64'),
  };
}

async function readBelieved(
  rules: ListenerTls,
  authority: Authority | undefined,
): Promise<readonly string[]> {
  const own = rules.trustOwn ? [await existing(authority).certificate()] : [];
  return rules.caFile === undefined ? own : [...own, await readCertificates(rules.caFile)];
}

function existing(authority: Authority | undefined): Authority {
  if (authority === undefined)
    throw new FileProblem('The own CA needs a folder: name one with --data, or name certificate files.');
  return authority;
}

function optionsOf(
  { certificate, key }: Identity,
  believed: readonly string[] | undefined,
): SecureContextOptions {
  return {
    cert: certificate,
    key,
    minVersion: 'TLSv1.2',
    sessionIdContext: 'topicscope',
    ...(believed !== undefined && { ca: [...believed], secureOptions: noTickets }),
  };
}

/** Fails where OpenSSL finds a key too short, say. */
function contextOf(options: SecureContextOptions, where: string): SecureContext {
  try {
    return createSecureContext(options);
  } catch (error) {
    throw new FileProblem(`The certificate ${where} cannot be used for TLS: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

interface IdentityFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

async function readIdentity({ certificateFile, keyFile }: IdentityFiles): Promise<Identity> {
  const certificate = await readCertificates(certificateFile);
  const key = await readText(keyFile, 'key');
  const privateKey = parsed(
    () => createPrivateKey(key),
    `The file ${keyFile} holds no private key in PEM without a passphrase.`,
  );
  if (!new X509Certificate(certificate).checkPrivateKey(privateKey))
    throw new FileProblem(`The key in ${keyFile} does not belong to the certificate in ${certificateFile}.`);
  return { certificate, key };
}

async function readCertificates(file: string): Promise<string> {
  const text = await readText(file, 'certificate');
  parsed(() => new X509Certificate(text), `The file ${file} holds no certificate in PEM.`);
  return text;
}

function parsed<T>(parse: () => T, message: string): T {
  try {
    return parse();
  } catch (error) {
    throw new FileProblem(message, { cause: error });
  }
}

async function readText(file: string, what: 'certificate' | 'key'): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    const why =
      code === 'ENOENT' ? 'there is none' : code === undefined ? messageOf(error) : systemReason(code);
    throw new FileProblem(`The ${what} file ${file} cannot be read: ${why}.`);
  }
}
