import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';
import type { TreeSlice } from './tree-slice.ts';

/** How the page stands to the engine. */
export type LinkState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly isNewEngine: boolean }
  | {
      readonly kind: 'lost';
      readonly host: 'electron' | 'web';
      /** False where the web host was started anew and wants the token that it printed. */
      readonly isAdmitted: boolean;
    };

export interface LinkSlice {
  readonly link: LinkState;
  /** Told by whoever keeps the link. A new engine knows none of the old one's nodes. */
  readonly linkChanged: (link: LinkState) => void;
}

export function linkSlice({ set, get }: SliceTools<LinkSlice & SelectionSlice & TreeSlice>): LinkSlice {
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
