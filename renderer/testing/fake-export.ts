import { success } from '../../app/contract/answer.ts';
import type { CallHandlers } from '../../app/contract/handlers.ts';

type ExportCall = 'export.begin' | 'export.read' | 'export.stop';

const pieces = ['first ', '', 'second'];

/** A file of three pieces, the second of which is still looked for. */
export function fakeExport(): Pick<CallHandlers, ExportCall> {
  let at = 0;
  let isEmpty = false;
  return {
    'export.begin': ({ of }) => {
      at = 0;
      isEmpty = of.kind === 'list' && of.filter === 'client:nobody';
      return success({
        kind: 'begun' as const,
        job: 1,
        fileName: 'topicscope.md',
        mediaType: 'text/markdown',
      });
    },
    'export.read': () => {
      const bytes = new TextEncoder().encode(pieces[at] ?? '');
      at += 1;
      const found = isEmpty ? 0 : at;
      const progress = {
        packets: 2 * found,
        exchanges: found,
        looked: at,
        of: pieces.length,
        cut: 0,
        uncrossed: 0,
      };
      return success({ bytes, isEnd: at >= pieces.length, progress });
    },
    'export.stop': () => success({}),
  };
}
