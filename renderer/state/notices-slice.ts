import type { Answer, ContractError } from '../../app/contract/answer.ts';
import type { SliceTools } from './slice-tools.ts';

export interface Notice {
  readonly id: number;
  /** An error and a note stay until they are dismissed; what was done goes by itself. */
  readonly kind: 'error' | 'note' | 'done';
  readonly message: string;
  readonly advice: string | undefined;
  /** The port of another broker on this machine that the user may want to connect to. */
  readonly otherPort: number | undefined;
  /** How often it was told in a row. */
  readonly times: number;
}

/** More are of no use to a reader; the oldest go first. */
const mostNotices = 20;

export interface NoticesSlice {
  readonly notices: readonly Notice[];
  readonly tellDone: (message: string) => void;
  /** Stays until it is dismissed. */
  readonly tellNote: (message: string, advice: string | undefined) => void;
  readonly tellPortTaken: (message: string, otherPort: number) => void;
  readonly tellError: (error: ContractError) => void;
  /** Tells the error of an answer that has one; what the user cancelled is none. */
  readonly tellFailure: (answer: Answer<unknown>) => void;
  readonly dismissNotice: (id: number) => void;
  /** All that was done. */
  readonly dismissDone: () => void;
}

export function noticesSlice({ set, get }: SliceTools<NoticesSlice>): NoticesSlice {
  let nextId = 0;
  const tell = (kind: Notice['kind'], message: string, advice?: string, otherPort?: number): void => {
    const { notices } = get();
    const last = notices.at(-1);
    const isSame = last?.kind === kind && last.message === message;
    const others = isSame ? notices.slice(0, -1) : notices.slice(-(mostNotices - 1));
    const times = isSame ? last.times + 1 : 1;
    set({ notices: [...others, { id: nextId++, kind, message, advice, otherPort, times }] });
  };
  const tellError = (error: ContractError): void => tell('error', error.message, error.advice);
  return {
    notices: [],
    tellDone: (message) => tell('done', message),
    tellNote: (message, advice) => tell('note', message, advice),
    tellPortTaken: (message, otherPort) => tell('note', message, undefined, otherPort),
    tellError,
    tellFailure: (answer) => {
      if (!answer.ok && answer.error.code !== 'cancelled') tellError(answer.error);
    },
    dismissDone: () => set({ notices: get().notices.filter(({ kind }) => kind !== 'done') }),
    dismissNotice: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
  };
}
