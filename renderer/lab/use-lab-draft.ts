import type { SourceId } from '../../app/contract/areas/common.ts';
import type { LabDraft } from '../state/lab-draft.ts';
import { labDraft } from '../state/lab-slice.ts';
import { useApp } from '../state/use-app.tsx';

/** What is typed in the lab for a connection, and how to change it. */
export function useLabDraft(source: SourceId): readonly [LabDraft, (changed: Partial<LabDraft>) => void] {
  const draft = useApp((state) => labDraft(state, source));
  const change = useApp((state) => state.changeLabDraft);
  return [draft, (changed) => change(source, changed)];
}
