import type { Clock } from '../../../app/base/clock.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ExportOf } from '../../../app/contract/areas/exports.ts';
import { noProgress } from '../../../app/contract/areas/exports.ts';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { CallHandlers } from '../../../app/contract/handlers.ts';
import type { FilterProblem } from '../../../app/filter/span.ts';
import { readFilter } from '../../filter/read-filter.ts';
import { filterTextOf } from '../../views/history-view.ts';
import { allStored } from '../all-stored.ts';
import { exportFile } from '../export/export-file.ts';
import { ExportJobs } from '../export/export-jobs.ts';
import { exportName } from '../export/export-name.ts';
import type { ExportParts, ExportWish } from '../export/export-wish.ts';
import { Pieces } from '../export/pieces.ts';
import { ExportError } from '../export/traced.ts';
import type { SpaceBook } from '../space-book.ts';

interface ExportNeeds extends Omit<ExportParts, 'facts' | 'mutes'> {
  readonly mutes: () => readonly MuteRule[];
  readonly clock: Clock;
  readonly spaces: SpaceBook;
  /** Undefined if there is no such source. */
  readonly nameOf: (source: SourceId) => string | undefined;
  readonly versions: () => readonly (readonly [name: string, version: string])[];
}

type ExportCall = 'export.begin' | 'export.read' | 'export.stop';

const noJob = failure('gone', 'This file is not made any more.', 'Export it again.');

export function exportCallHandlers(needs: ExportNeeds): Pick<CallHandlers, ExportCall> {
  const jobs = new ExportJobs();
  return {
    'export.begin': async ({ source, format, of }) => {
      const name = needs.nameOf(source);
      if (name === undefined) return failure('gone', 'There is no such source any more.');
      if (format === 'mermaid' && of.kind !== 'exchange') {
        return failure('invalid', 'A diagram is of one exchange.', 'Choose an exchange, or another format.');
      }
      const chosen = chosenBy(of, needs.clock.now());
      if (!chosen.ok) return success({ kind: 'wrong filter', problem: chosen.problem });
      const { recorder } = await needs.spaces.open(source);
      await allStored(needs.history, source, recorder);
      const progress = noProgress();
      const facts = { source: name, versions: needs.versions() };
      const parts = exportFile(
        { ...needs, mutes: needs.mutes(), facts },
        { source, format, of: chosen.of },
        progress,
      );
      const job = jobs.add({ pieces: new Pieces(parts), progress });
      return success({ kind: 'begun', job, ...exportName(name, format, of) });
    },
    'export.read': async ({ job: id }) => {
      const job = jobs.find(id);
      if (job === undefined) return noJob;
      try {
        const { bytes, isEnd } = await job.pieces.next();
        if (isEnd) jobs.end(id);
        return success({ bytes, isEnd, progress: { ...job.progress } });
      } catch (error) {
        if (!(error instanceof ExportError)) throw error;
        jobs.end(id);
        return failure('failed', error.message);
      }
    },
    'export.stop': ({ job }) => {
      jobs.end(job);
      return success({});
    },
  };
}

type Chosen =
  | { readonly ok: true; readonly of: ExportWish['of'] }
  | { readonly ok: false; readonly problem: FilterProblem };

function chosenBy(of: ExportOf, now: number): Chosen {
  if (of.kind !== 'list') return { ok: true, of };
  const filter = filterTextOf(of.filter, now);
  const parsed = filter === undefined ? undefined : readFilter(filter.text, filter.now);
  if (parsed?.ok === false) return { ok: false, problem: parsed.problem };
  return { ok: true, of: { ...of, filter } };
}
