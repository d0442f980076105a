import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceId } from '../../app/contract/areas/common.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { Client } from '../../app/contract/connect.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import { openEngineClient } from '../../e2e/fixtures/engine-client.ts';
import { end, startLine } from '../broker/contenders.ts';

/** The connection that the generator floods. */
export const flooded = sourceId.parse('c-flooded');
/** As often as a page takes a value. */
const paintEvery = 1000 / 30;

/** The web host in a process of its own, as a user starts it, with default settings. */
export interface App {
  readonly url: string;
  readonly pid: number;
  readonly folder: string;
  /** Ends it; its folder stays. */
  end(): Promise<void>;
  /** Likewise, and takes the folder away. */
  stop(): Promise<void>;
}

/** `env` beside our own. */
export async function startApp(env: NodeJS.ProcessEnv = {}): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
  const args = ['scripts/web.mjs', '--port', '0', '--data', folder, '--no-open'];
  const { child, line } = await startLine(process.execPath, args, { ...process.env, ...env });
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: line.url ?? '', pid: line.pid ?? 0, folder, end: () => end(child), stop };
}

/** A window as the page has it: it follows tree, history and status, and takes a value when it would have painted. */
export interface Window {
  readonly client: Client;
  /** Values that came, of all three. */
  readonly values: { tree: number; history: number };
  /** Messages on the source so far as the tree shows them, and when that came, in ms of the machine's clock. */
  shown(): { readonly messages: number; readonly time: number };
  /** The next of these that is another one. */
  nextShown(): Promise<{ readonly messages: number; readonly time: number }>;
  /** The next status that comes. */
  status(): Promise<FeedValue<'status'>>;
  /** Gives no credit any more, as a page that is hidden, or gives it again. */
  hide(isHidden: boolean): void;
  close(): void;
}

/** Opens one at the URL that the web host printed. */
export async function openWindow(url: string, source: SourceId = flooded): Promise<Window> {
  const pace = new Pace();
  const { client, close } = await openEngineClient(url, (give) => pace.wants(give));
  const { closing, ...followed } = follow(client, source);
  const closeAll = () => {
    closing();
    close();
  };
  return { ...followed, client, hide: (isHidden) => pace.hide(isHidden), close: closeAll };
}

/** Gives all credits of one picture together, while the page is to be seen. */
class Pace {
  #waiting: (() => void)[] = [];
  #isHidden = false;
  #timer: NodeJS.Timeout | undefined;

  wants(give: () => void): void {
    this.#waiting.push(give);
    this.#schedule();
  }

  hide(isHidden: boolean): void {
    this.#isHidden = isHidden;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isHidden || this.#waiting.length === 0) return;
    this.#timer ??= setTimeout(() => this.#paint(), paintEvery);
  }

  #paint(): void {
    this.#timer = undefined;
    if (this.#isHidden) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const give of waiting) give();
  }
}

function follow(
  client: Client,
  source: SourceId,
): Pick<Window, 'values' | 'shown' | 'nextShown' | 'status'> & { closing(): void } {
  const values = { tree: 0, history: 0 };
  let shown = { messages: 0, time: 0 };
  const looking: ((next: typeof shown) => void)[] = [];
  let waiting: ((status: FeedValue<'status'>) => void)[] = [];
  let isClosing = false;
  const ended = ({ message }: { readonly message: string }) => {
    if (!isClosing) throw new Error(message);
  };
  client.watch(
    'tree',
    { source, filter: '', expansion: { base: 'open', except: [] }, from: 0, count: 40 },
    {
      value: ({ rows }) => {
        values.tree += 1;
        const messages = rows[0]?.below ?? 0;
        if (messages !== shown.messages) {
          shown = { messages, time: performance.timeOrigin + performance.now() };
          for (const tell of looking.splice(0)) tell(shown);
        }
      },
      ended,
    },
  );
  client.watch(
    'history',
    { source, branch: true, window: { at: 'end', count: 40 } },
    {
      value: () => {
        values.history += 1;
      },
      ended,
    },
  );
  client.watch(
    'status',
    { source },
    {
      value: (status) => {
        for (const tell of waiting) tell(status);
        waiting = [];
      },
      ended,
    },
  );
  return {
    values,
    shown: () => shown,
    nextShown: () => new Promise((resolve) => looking.push(resolve)),
    status: () => new Promise((resolve) => waiting.push(resolve)),
    closing: () => {
      isClosing = true;
    },
  };
}

export interface FloodedProfile {
  readonly port: number;
  readonly qos: Qos;
  readonly protocolVersion: Profile['protocolVersion'];
  readonly keepAlive?: number;
  readonly receiveMaximum?: number;
  readonly pushBack?: boolean;
}

/** Saves the profile, with the form's own defaults where nothing else is said, and connects it. */
export async function connectProfile(client: Client, asked: FloodedProfile): Promise<void> {
  const profile: Profile = {
    id: flooded,
    name: 'Flooded',
    transport: 'tcp',
    host: '127.0.0.1',
    port: asked.port,
    path: '',
    protocolVersion: asked.protocolVersion,
    clientId: '',
    keepAlive: asked.keepAlive ?? 60,
    cleanStart: true,
    sessionExpiry: 0,
    receiveMaximum: asked.receiveMaximum,
    tls: { caFile: '', certificateFile: '', keyFile: '', serverName: '', verify: true },
    subscriptions: [
      { filter: '#', qos: asked.qos, noLocal: false, retainAsPublished: true, retainHandling: 0 },
    ],
    reconnect: true,
    noDelay: true,
    pushBack: asked.pushBack,
    production: false,
  };
  const saved = await client.call('profile.save', { profile, secrets: {} });
  if (!saved.ok) throw new Error(saved.error.message);
  const opened = await client.call('connection.open', { source: flooded });
  if (!opened.ok) throw new Error(opened.error.message);
}
