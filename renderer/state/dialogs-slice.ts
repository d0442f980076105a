import type { SourceId } from '../../app/contract/areas/common.ts';
import type { SliceTools } from './slice-tools.ts';

/** A question before something that cannot be undone. */
export interface Question {
  readonly title: string;
  /** What will happen, and to how many. */
  readonly text: string;
  /** What the button that does it says. */
  readonly action: string;
  readonly isDangerous: boolean;
  /** What may be done before, beside the question. */
  readonly before?: { readonly text: string; readonly run: () => void } | undefined;
  readonly onAnswer: (isYes: boolean) => void;
}

export type ConnectionTab = 'connection' | 'subscriptions' | 'settings';

type OpenDialog =
  | { readonly kind: 'palette' }
  /** A profile, its connection and its form: the form of a new one without `profile`. */
  | {
      readonly kind: 'connection';
      readonly profile: SourceId | undefined;
      /** What shows first; `connecting` closes by itself once connected. */
      readonly tab?: ConnectionTab | 'connecting';
    }
  /** The embedded broker and its demo devices. */
  | { readonly kind: 'broker' }
  | { readonly kind: 'question'; readonly question: Question };

export interface DialogsSlice {
  readonly dialog: OpenDialog | undefined;
  readonly openDialog: (dialog: OpenDialog) => void;
  readonly closeDialog: () => void;
  /** Asks, and answers whether the user said yes. */
  readonly ask: (question: Omit<Question, 'onAnswer'>) => Promise<boolean>;
}

export function dialogsSlice({ set, get }: SliceTools<DialogsSlice>): DialogsSlice {
  const leave = (): void => {
    const { dialog } = get();
    set({ dialog: undefined });
    if (dialog?.kind === 'question') dialog.question.onAnswer(false);
  };
  return {
    dialog: undefined,
    openDialog: (dialog) => {
      leave();
      set({ dialog });
    },
    closeDialog: leave,
    ask: (question) =>
      new Promise((resolve) => {
        get().openDialog({ kind: 'question', question: { ...question, onAnswer: resolve } });
      }),
  };
}
