import { Listeners } from '../../../app/base/listeners.ts';
import type { Listener } from '../../../app/contract/areas/broker/listener.ts';
import type { Log } from '../../capture/log.ts';
import type { Authority } from '../certificates/authority.ts';
import type { Cancel, Timers } from '../timers.ts';
import type { TlsMaterial } from './tls-material.ts';
import { readTlsMaterial } from './tls-material.ts';

/** Milliseconds between two looks: files may be renewed, and this machine may get other addresses. */
const lookTime = 60_000;

interface TlsSourceNeeds {
  readonly name: string;
  readonly listener: Listener;
  readonly authority: Authority | undefined;
  readonly timers: Timers;
  readonly log: Log;
}

type OpenedSource =
  | { readonly ok: true; readonly source: TlsSource }
  | { readonly ok: false; readonly message: string };

/** Certificates of one listener, kept as they are on disk. */
export async function openTlsSource(needs: TlsSourceNeeds): Promise<OpenedSource> {
  const read = await readTlsMaterial(needs.listener.tls, needs.authority);
  return read.ok ? { ok: true, source: new TlsSource(needs, read.material) } : read;
}

class TlsSource {
  readonly #needs: TlsSourceNeeds;
  readonly #listeners = new Listeners();
  #material: TlsMaterial;
  #cancel: Cancel;
  #isClosed = false;
  /** What was wrong at the last look; said once. */
  #problem: string | undefined;

  constructor(needs: TlsSourceNeeds, material: TlsMaterial) {
    this.#needs = needs;
    this.#material = material;
    this.#cancel = this.#lookLater();
  }

  get material(): TlsMaterial {
    return this.#material;
  }

  onChange(listener: (material: TlsMaterial) => void): void {
    this.#listeners.add(() => listener(this.#material));
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #lookLater(): Cancel {
    return this.#needs.timers.after(lookTime, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { name, listener, authority, log } = this.#needs;
    const read = await readTlsMaterial(listener.tls, authority);
    if (this.#isClosed) return;
    this.#cancel = this.#lookLater();
    const problem = read.ok ? undefined : read.message;
    if (problem !== undefined && problem !== this.#problem)
      log('warn', 'broker', `Listener ${name} keeps the certificates that it has: ${problem}`);
    this.#problem = problem;
    if (!read.ok || read.material.fingerprint === this.#material.fingerprint) return;
    this.#material = read.material;
    log('info', 'broker', `Listener ${name} has new certificates.`);
    this.#listeners.tell();
  }
}
