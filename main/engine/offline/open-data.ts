import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../../app/base/clock.ts';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { Log } from '../../capture/log.ts';
import { createProfileStore } from '../../connection/profile-store.ts';
import { emptinessOf } from '../../database/empty-file.ts';
import { databasePath } from '../../history/database-path.ts';
import type { History } from '../../history/history.ts';
import { openHistory } from '../../history/history.ts';
import { RecordingBook } from '../recordings/recording-book.ts';
import { Recordings } from '../recordings/recordings.ts';
import { SettingsStore } from '../settings-store.ts';
import { brokerSource } from '../source-list.ts';
import { SpaceBook } from '../space-book.ts';
import { createSystemClock } from '../system-clock.ts';
import { TraceHost } from '../trace/trace-host.ts';

export interface NamedSource {
  readonly id: SourceId;
  readonly name: string;
}

/** What is kept in a data folder, without anything that connects or listens. */
export interface OfflineData {
  /** Where the history is; it is locked. */
  readonly folder: string;
  readonly history: History;
  readonly traces: TraceHost;
  readonly recordings: Recordings;
  readonly clock: Clock;
  /** Findings that are not told of. */
  readonly mutes: readonly MuteRule[];
  /** Those that have records. */
  readonly sources: readonly NamedSource[];
  close(): Promise<void>;
}

/**
 * Opens the folder that the app was told of by `--data`, or a data folder itself. With `mayMake` one that is not there is
 * made, else that is an error. `taken`: a running app has it.
 */
export async function openData(
  folder: string,
  mayMake: boolean,
  tell: (line: string) => void,
): Promise<Answer<OfflineData>> {
  const settings = await SettingsStore.open(folder);
  const dataFolder = dataFolderIn(folder, settings.settings.dataFolder);
  if (!mayMake && !existsSync(databasePath(dataFolder))) {
    return failure('gone', `There is no history in ${dataFolder}.`);
  }
  if (!mayMake && emptinessOf(databasePath(dataFolder)) === 'whole') {
    return failure('gone', `The history in ${dataFolder} is empty: nothing was stored in it, or it is lost.`);
  }
  const log: Log = (level, area, text) => {
    if (level !== 'info') tell(`${area}: ${text}`);
  };
  const budget = settings.settings.historyBudget;
  const opened = await openHistory({ folder: dataFolder, budget, log });
  if (!opened.ok) return failure(opened.why === 'locked' ? 'taken' : 'failed', opened.message);
  const { findingMutes: mutes } = settings.settings;
  const thresholds = () => settings.settings.findingThresholds;
  return success(await dataOf({ folder, dataFolder, history: opened.history, log, mutes, thresholds }));
}

function dataFolderIn(folder: string, chosen: string): string {
  if (existsSync(databasePath(folder))) return folder;
  return chosen === '' ? path.join(folder, 'data') : chosen;
}

interface Opened {
  readonly folder: string;
  readonly dataFolder: string;
  readonly history: History;
  readonly log: Log;
  readonly mutes: readonly MuteRule[];
  readonly thresholds: () => FindingThresholds;
}

async function dataOf({ folder, dataFolder, history, log, mutes, thresholds }: Opened): Promise<OfflineData> {
  const clock = createSystemClock();
  const seed = () => randomInt(2 ** 47);
  const spaces = new SpaceBook({ history, clock, log, seed }, brokerSource);
  const book = await RecordingBook.open(dataFolder, (problem) => log('warn', 'recordings', problem));
  const file = path.join(folder, 'profiles.json');
  const profiles = await createProfileStore({ file, log, random: Math.random, now: Date.now });
  const traces = new TraceHost({ folder: dataFolder, history, log, thresholds });
  const named = [
    { id: brokerSource, name: 'Local broker' },
    ...profiles.list().map(({ profile: { id, name } }) => ({ id, name })),
    ...book.list(),
  ];
  return {
    folder: dataFolder,
    history,
    traces,
    mutes,
    recordings: new Recordings(book, spaces, history),
    clock,
    sources: named
      .filter(({ id }) => history.sink(id).firstSequence > 1)
      .map(({ id, name }) => ({ id, name })),
    close: async () => {
      await traces.close();
      await spaces.close();
      await history.close();
    },
  };
}
