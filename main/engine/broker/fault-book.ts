import path from 'node:path';
import { z } from 'zod';
import { Listeners } from '../../../app/base/listeners.ts';
import type { FaultRule, FaultSet } from '../../../app/contract/areas/broker/fault.ts';
import { faultRules, mostRules } from '../../../app/contract/areas/broker/fault.ts';
import type { Broker } from '../../broker/broker.ts';
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts';
import { refusalOf } from '../../files/system-reason.ts';

/** The rules only: the switch is forgotten with the process, so that no fault is ever on silently. */
const savedRules = z.strictObject({ rules: faultRules });

/** Whoever runs the broker. */
interface Host {
  readonly broker: Broker | undefined;
  onChange(listener: () => void): () => void;
}

/** The faults on purpose as the app keeps them: the rules in a file, the switch in memory. */
export class FaultBook {
  readonly #file: string;
  readonly #host: Host;
  readonly #listeners = new Listeners();
  #rules: readonly FaultRule[];
  #isOn = false;
  #problem: string | undefined;
  #saving: Promise<void> = Promise.resolve();
  #broker: Broker | undefined;

  private constructor(file: string, host: Host, rules: readonly FaultRule[], problem: string | undefined) {
    this.#file = file;
    this.#host = host;
    this.#rules = rules;
    this.#problem = problem;
    host.onChange(() => this.#meet());
  }

  static async open(configFolder: string, host: Host): Promise<FaultBook> {
    const file = path.join(configFolder, 'faults.json');
    const { value, problem } = await readJsonFile(file, savedRules, Date.now);
    return new FaultBook(file, host, value?.rules ?? [], problem);
  }

  get set(): FaultSet {
    return { on: this.#isOn, rules: [...this.#rules] };
  }

  get rules(): readonly FaultRule[] {
    return this.#rules;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get broker(): Broker | undefined {
    return this.#host.broker;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  switch(on: boolean): void {
    this.#isOn = on;
    this.#apply();
  }

  /** Adds a rule or replaces one; undefined if that was done, else why not. */
  async put(rule: FaultRule, replaces: string | undefined): Promise<string | undefined> {
    const others = this.#rules.filter(({ name }) => name !== replaces);
    if (others.some(({ name }) => name === rule.name)) return `Another rule is called "${rule.name}".`;
    const isThere = others.length < this.#rules.length;
    if (!isThere && others.length >= mostRules) return `There may be ${mostRules} rules.`;
    const rules = this.#rules.map((one) => (one.name === replaces ? rule : one));
    return this.#save(isThere ? rules : [...rules, rule]);
  }

  remove(name: string): Promise<string | undefined> {
    return this.#save(this.#rules.filter((rule) => rule.name !== name));
  }

  /** Adds rules of a file, each off and with a name of its own. */
  async add(rules: readonly FaultRule[]): Promise<string | undefined> {
    if (this.#rules.length + rules.length > mostRules) return `There may be ${mostRules} rules.`;
    const names = new Set(this.#rules.map(({ name }) => name));
    const added = rules.map((rule) => {
      const name = freeName(rule.name, names);
      names.add(name);
      return { ...rule, name, enabled: false };
    });
    return this.#save([...this.#rules, ...added]);
  }

  /** They hold at once, even if they cannot be written: that is no failure of the change, and `problem` says it. */
  async #save(rules: readonly FaultRule[]): Promise<undefined> {
    this.#rules = rules;
    this.#apply();
    const written = this.#saving.then(() => writeJsonFile(this.#file, { rules: this.#rules }));
    this.#saving = written.then(
      () => this.#said(undefined),
      (error: unknown) => this.#said(`The rules hold, but could not be saved: ${refusalOf(error)}.`),
    );
    await this.#saving;
  }

  #said(problem: string | undefined): void {
    this.#problem = problem;
    this.#listeners.tell();
  }

  #apply(): void {
    this.#host.broker?.faults.set(this.set);
    this.#listeners.tell();
  }

  /** A broker that was made anew gets the rules that hold. */
  #meet(): void {
    const { broker } = this.#host;
    if (broker === this.#broker) return;
    this.#broker = broker;
    broker?.faults.onChange(() => this.#listeners.tell());
    this.#apply();
  }
}

/** `lossy radio`, `lossy radio (2)`, within the length of a name. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted.slice(0, 54)} (${number})`;
  return name;
}
