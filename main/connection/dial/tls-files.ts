import { readFile } from 'node:fs/promises';
import type { SecureContext } from 'node:tls';
import { createSecureContext } from 'node:tls';
import type { z } from 'zod';
import type { tlsSettings } from '../../../app/contract/areas/profiles.ts';
import type { Reached, StepFailure } from './failure.ts';
import { codeOf, notReached, reached } from './failure.ts';

export type TlsSettings = z.infer<typeof tlsSettings>;

/** Reads the files of a profile and checks that they fit each other. */
export async function loadTlsFiles(
  settings: TlsSettings,
  passphrase: string | undefined,
): Promise<Reached<SecureContext>> {
  const ca = await readPem(settings.caFile, 'CA file');
  if (!ca.ok) return ca;
  const cert = await readPem(settings.certificateFile, 'certificate file');
  if (!cert.ok) return cert;
  const key = await readPem(settings.keyFile, 'key file');
  if (!key.ok) return key;
  try {
    const options = { ca: ca.value, cert: cert.value, key: key.value, passphrase };
    return reached(createSecureContext(options));
  } catch (error) {
    return notReached(contextFailure(codeOf(error), settings));
  }
}

async function readPem(file: string, what: string): Promise<Reached<Buffer | undefined>> {
  if (file === '') return reached(undefined);
  try {
    return reached(await readFile(file));
  } catch (error) {
    const detail = `The ${what} ${file} cannot be read: ${codeOf(error)}`;
    return notReached({
      detail,
      advice: 'Check the path on the machine where the engine runs.',
      lasting: true,
    });
  }
}

function contextFailure(code: string, settings: TlsSettings): StepFailure {
  const lasting = true;
  if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH') {
    const detail = `The key in ${settings.keyFile} does not belong to the certificate in ${settings.certificateFile}`;
    return { detail, advice: 'Choose the key that the certificate was made with.', lasting };
  }
  if (/BAD_DECRYPT|BAD_PASSWORD|INTERRUPTED_OR_CANCELLED|PROBLEMS_GETTING_PASSWORD|PASSWORD/.test(code)) {
    const detail = `The key in ${settings.keyFile} is encrypted, and its passphrase is missing or wrong`;
    return { detail, advice: 'Enter the passphrase of the key.', lasting };
  }
  if (/NO_START_LINE|PEM|UNSUPPORTED|ASN1/.test(code)) {
    const detail = `A certificate or key file is not in PEM format (${code})`;
    return { detail, advice: 'Use PEM files: they begin with "-----BEGIN".', lasting };
  }
  return {
    detail: `The certificate or key files cannot be used: ${code}`,
    advice: 'Check the files.',
    lasting,
  };
}
