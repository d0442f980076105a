import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { ChildMessage } from './child-messages.ts';
import type { MessagePortMain } from './message-port-main.ts';

interface ForkOptions {
  readonly serviceName?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A utility process is a real process here too, forked from this one; only its ports are carried by hand. */
export class UtilityProcess extends EventEmitter {
  static readonly #running = new Set<UtilityProcess>();

  readonly name: string;
  readonly #child: ChildProcess;
  readonly #ports = new Map<number, MessagePortMain>();
  #nextPort = 1;

  static fork(modulePath: string, args: string[] = [], options: ForkOptions = {}): UtilityProcess {
    return new UtilityProcess(modulePath, args, options);
  }

  static all(): readonly UtilityProcess[] {
    return [...UtilityProcess.#running];
  }

  private constructor(modulePath: string, args: string[], { serviceName, env = process.env }: ForkOptions) {
    super();
    this.name = serviceName ?? 'Node Utility Process';
    this.#child = fork(modulePath, args, {
      execArgv: ['--import', new URL('./utility-entry.ts', import.meta.url).href],
      serialization: 'advanced',
      env,
    });
    UtilityProcess.#running.add(this);
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message: ChildMessage) => this.#told(message));
    this.#child.once('exit', (code) => this.#exited(code ?? 1));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(value: unknown, transfer: readonly MessagePortMain[] = []): void {
    this.#send({
      type: 'message',
      value: structuredClone(value),
      ports: transfer.map((port) => this.#give(port)),
    });
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }

  #give(port: MessagePortMain): number {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    port.sendTo({
      message: (value) => this.#send({ type: 'port', id, value }),
      closed: () => {
        this.#ports.delete(id);
        this.#send({ type: 'portClosed', id });
      },
    });
    return id;
  }

  #told(message: ChildMessage): void {
    if (message.type === 'message') this.emit('message', message.value);
    if (message.type === 'port') this.#ports.get(message.id)?.postMessage(message.value);
    if (message.type === 'portClosed') this.#closePort(message.id);
  }

  #closePort(id: number): void {
    this.#ports.get(id)?.close();
    this.#ports.delete(id);
  }

  #exited(code: number): void {
    UtilityProcess.#running.delete(this);
    for (const id of [...this.#ports.keys()]) this.#closePort(id);
    this.emit('exit', code);
  }

  #send(message: ChildMessage): void {
    // It may have died a moment ago; its exit is told soon.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }
}
