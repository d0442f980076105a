import type { TimelineParams, TimelineValue } from '../../app/contract/areas/timeline.ts';
import { feedSlot } from './feed-slot.ts';
import type { SliceTools } from './slice-tools.ts';

export interface TimelineSlice {
  /** When the messages of what is selected came; undefined until known. */
  readonly timeline: TimelineValue | undefined;
  readonly followTimeline: (params: TimelineParams | undefined) => void;
}

export function timelineSlice({ client, set }: SliceTools<TimelineSlice>): TimelineSlice {
  let choice = '';
  const slot = feedSlot(
    client,
    'timeline',
    (timeline) => set({ timeline }),
    // The history beside it says what is wrong.
    () => set({ timeline: undefined }),
  );
  return {
    timeline: undefined,
    followTimeline: (params) => {
      const next = params === undefined ? '' : `${params.source} ${params.node} ${params.branch}`;
      if (next !== choice) set({ timeline: undefined });
      choice = next;
      slot.follow(params);
    },
  };
}
