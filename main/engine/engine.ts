import type { Clock } from '../../app/base/clock.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { Port } from '../../app/contract/port.ts';
import { serve } from '../../app/contract/serve.ts';
import { createSecretStore } from '../connection/secret-store.ts';
import { openHistory } from '../history/history.ts';
import { handlersOf } from './handlers.ts';
import type { Host } from './host.ts';
import { LogBook } from './log-book.ts';
import type { Parts } from './parts.ts';
import { makeParts } from './parts.ts';
import { SettingsStore } from './settings-store.ts';
import { createSystemClock } from './system-clock.ts';

/** Everything that Topicscope does but the window: one for a data folder, any number of windows on it. */
export interface Engine {
  /** Answers a window until its port closes. */
  serve(port: Port): void;
  /** Clients on the embedded broker that are not ours: what a quit would disconnect. */
  foreignClients(): number;
  /** Ends connections, broker and devices, and stores what was captured. */
  close(): Promise<void>;
  /** Once it is closed: what could not be stored and why, in sentences; undefined if everything was. */
  readonly givenUp: string | undefined;
}

/** Opens the data folder and makes an engine on it; a folder in use or of a newer version is an answer, not a throw. */
export async function createEngine(host: Host, clock: Clock = createSystemClock()): Promise<Answer<Engine>> {
  const secrets = createSecretStore();
  const log = new LogBook(clock, (text) => secrets.hide(text));
  const settings = await SettingsStore.open(host.configFolder);
  const chosen = settings.settings.dataFolder;
  const dataFolder = chosen === '' ? host.defaultDataFolder : chosen;
  const opened = await openHistory({
    folder: dataFolder,
    budget: settings.settings.historyBudget,
    log: log.log,
  });
  if (!opened.ok) {
    const why = chosen === '' ? opened.message : `${opened.message} ${wayOut(settings)}`;
    return failure(opened.why === 'locked' ? 'taken' : 'failed', why);
  }
  const ground = { host, clock, secrets, log, settings, dataFolder, history: opened.history };
  return success(engineOf(await makeParts(ground)));
}

/** A disk that is not there today keeps the app from starting, and so from choosing another folder on its screen. */
function wayOut({ file }: SettingsStore): string {
  return `It was chosen in the settings: without "dataFolder" in ${file} the usual one is used.`;
}

function engineOf(parts: Parts): Engine {
  const { log, broker, devices, publisher, connections, spaces, history, traces, stalls } = parts;
  const handlers = handlersOf(parts);
  return {
    serve: (port) =>
      serve(port, handlers, (error, where) => log.log('error', where, `A bug of ours: ${String(error)}`)),
    foreignClients: () =>
      Math.max(0, (broker.broker?.stats().clients ?? 0) - devices.connected - publisher.connected),
    close: async () => {
      stalls.stop();
      await devices.stop();
      await publisher.close();
      await Promise.all([connections.close(), broker.stop()]);
      await spaces.close();
      await traces.close();
      await history.close();
    },
    get givenUp() {
      return history.givenUp;
    },
  };
}
