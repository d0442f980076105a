import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../app/base/clock.ts';
import { Turns } from '../../../app/base/turns.ts';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure } from '../../../app/contract/answer.ts';
import type { AccessConfig } from '../../broker/access/access-config.ts';
import { openConfig } from '../../broker/access/access-config.ts';
import { accessFileIn, readAccessFile, writeAccessFile } from '../../broker/access/access-file.ts';
import type { OwnClient } from '../../broker/access/managed-access.ts';
import { ManagedAccess } from '../../broker/access/managed-access.ts';

/** The file is read when the app starts. */
const remedy = 'Mend the file, or take it away, then restart Topicscope.';

/** Users and rules of the embedded broker as the app keeps them: changed one after the other, stored, then in force. */
export class AccessBook {
  readonly access: ManagedAccess;
  /** Why they could not be read, and what to do; nobody may get in because of it. */
  readonly problem: string | undefined;
  /** By this the app itself gets onto its broker, whatever the rules are. */
  readonly own: OwnClient;
  readonly #file: string;
  readonly #turns = new Turns();

  private constructor(access: ManagedAccess, own: OwnClient, file: string, problem: string | undefined) {
    this.access = access;
    this.own = own;
    this.#file = file;
    this.problem = problem;
  }

  static async open(configFolder: string, clock: Clock): Promise<AccessBook> {
    const file = accessFileIn(configFolder);
    const read = await readAccessFile(file);
    const own = { name: 'topicscope', password: randomBytes(32).toString('base64') };
    const config = read.ok ? (read.value ?? openConfig) : openConfig;
    const access = new ManagedAccess({ clock, config, own });
    return new AccessBook(access, own, file, read.ok ? undefined : `${read.error.message} ${remedy}`);
  }

  change(
    edit: (config: AccessConfig) => AccessConfig | Promise<AccessConfig>,
  ): Promise<Answer<Record<string, never>>> {
    return this.#turns.run(async () => {
      if (this.problem !== undefined) return failure('invalid', this.problem);
      const config = await edit(this.access.config);
      const written = await writeAccessFile(this.#file, config);
      if (written.ok) this.access.change(config);
      return written;
    });
  }

  /** Calls back when users, rules or refusals have changed. */
  onChange(listener: () => void): () => void {
    const stops = [this.access.onChange(listener), this.access.onRefusal(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  }
}
