import type { Clock } from '../../../app/base/clock.ts';
import { messageOf } from '../../../app/base/message-of.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import type { CallHandlers } from '../../../app/contract/handlers.ts';
import type { Log } from '../../capture/log.ts';
import type { OpenImport, Recordings } from '../recordings/recordings.ts';

type RecordingCall = 'recording.begin' | 'recording.take' | 'recording.finish' | 'recording.delete';

/** Files that are read at one time; one that begins beyond them is refused. */
const mostImports = 4;
/** Milliseconds after which a file of which nothing more came is taken to end there: its window is gone. */
const silence = 60_000;

interface Job extends OpenImport {
  timer: NodeJS.Timeout;
}

const tooMany = failure('busy', `${mostImports} files are being read already.`);
const noJob = failure('gone', 'This file is not read any more.', 'Open it again.');

export function recordingCallHandlers(
  recordings: Recordings,
  clock: Clock,
  log: Log,
): Pick<CallHandlers, RecordingCall> {
  const jobs = new Map<number, Job>();
  let last = 0;
  /** Those that have no job yet, and soon will. */
  let beginning = 0;
  const finish = async (id: number, job: Job) => {
    clearTimeout(job.timer);
    jobs.delete(id);
    return recordings.finish(job);
  };
  const watch = (id: number) =>
    setTimeout(() => {
      const job = jobs.get(id);
      // Nobody waits for the answer; a rejection that nobody hears would end the engine.
      if (job !== undefined) finish(id, job).catch((error) => log('error', 'recordings', messageOf(error)));
    }, silence).unref();
  return {
    'recording.begin': async ({ name, port }) => {
      if (jobs.size + beginning >= mostImports) return tooMany;
      beginning += 1;
      const begun = await recordings.begin(name, port, clock.now()).finally(() => {
        beginning -= 1;
      });
      if (!begun.ok) return begun;
      last += 1;
      jobs.set(last, { ...begun.value, timer: watch(last) });
      return success({ job: last, source: begun.value.source });
    },
    'recording.take': async ({ job: id, bytes }) => {
      const job = jobs.get(id);
      if (job === undefined) return noJob;
      clearTimeout(job.timer);
      const { summary, problem } = await job.reading.take(bytes);
      // Another piece may have come meanwhile, or its end: a timer that nobody clears would end it too early.
      clearTimeout(job.timer);
      if (jobs.has(id)) job.timer = watch(id);
      return success({ summary, ...(problem !== undefined && { problem }) });
    },
    'recording.finish': async ({ job: id }) => {
      const job = jobs.get(id);
      return job === undefined ? noJob : success(await finish(id, job));
    },
    'recording.delete': ({ source, dryRun }) => recordings.delete(source, dryRun),
  };
}
