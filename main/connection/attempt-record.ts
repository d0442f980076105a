import type { Clock } from '../../app/base/clock.ts';
import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import type { ConnackPacket, ConnectPacket } from '../../app/mqtt/packet.ts';
import { connackDetail } from './connack-detail.ts';
import type { CertificateInfo } from './dial/certificates.ts';
import { StepList } from './dial/step-list.ts';

const maximumEntries = 50;

type Shown = Pick<ConnectionDetail, 'steps' | 'certificates' | 'connack' | 'attempts'>;

/** What is shown of the latest attempt, and in short of those before; it stays until the next one. */
export class AttemptRecord {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #steps: StepList;
  #certificates: readonly CertificateInfo[] = [];
  #connack: ConnectionDetail['connack'];
  #attempts: ConnectionDetail['attempts'] = [];

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
    this.#steps = new StepList(clock, changed);
  }

  get steps(): StepList {
    return this.#steps;
  }

  read(): Shown {
    return {
      steps: [...this.#steps.read()],
      certificates: [...this.#certificates],
      connack: this.#connack,
      attempts: [...this.#attempts],
    };
  }

  begin(): void {
    this.#steps = new StepList(this.#clock, this.#changed);
    this.#certificates = [];
    this.#connack = undefined;
    const attempt = { at: this.#clock.now(), outcome: 'connecting' };
    this.#attempts = [...this.#attempts, attempt].slice(-maximumEntries);
  }

  sawChain(chain: readonly CertificateInfo[]): void {
    this.#certificates = chain;
    this.#changed();
  }

  answered(connack: ConnackPacket, asked: ConnectPacket): void {
    this.#connack = connackDetail(connack, asked);
    this.#changed();
  }

  /** What became of the latest. */
  outcome(outcome: string): void {
    const last = this.#attempts.at(-1);
    if (last !== undefined) this.#attempts = this.#attempts.with(-1, { at: last.at, outcome });
  }
}
