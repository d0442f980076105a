import type { LinkState } from '../engine-link.ts';
import type { SliceTools } from './app-state.ts';

export interface LinkSlice {
  readonly link: LinkState;
  /** Told by whoever keeps the link. A new engine knows none of the old one's nodes. */
  readonly linkChanged: (link: LinkState) => void;
}

export function linkSlice({ set, get }: SliceTools): LinkSlice {
  return {
    link: { kind: 'opening' },
    linkChanged: (link) => {
      set({ link });
      if (link.kind === 'open' && link.isNewEngine) {
        get().forgetNodes();
        void get().findTopicAgain();
      }
    },
  };
}
