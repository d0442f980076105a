import type { SliceTools } from './app-state.ts';

/** The inspect area keeps here what must outlive its panel. */
export interface InspectorSlice {
  readonly inspector: { readonly tab: 'payload' | 'properties' | 'packet' };
  readonly showInspectorTab: (tab: InspectorSlice['inspector']['tab']) => void;
}

export function inspectorSlice({ set, get }: SliceTools): InspectorSlice {
  return {
    inspector: { tab: 'payload' },
    showInspectorTab: (tab) => set({ inspector: { ...get().inspector, tab } }),
  };
}
