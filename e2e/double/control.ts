import type { App } from './app.ts';

/** What a test asks of the process that runs the app. */
export type FromTest = {
  readonly type: 'evaluate';
  readonly id: number;
  /** The text of a function of the module `electron` and an argument. */
  readonly text: string;
  readonly argument: unknown;
};

export type ToTest =
  | { readonly type: 'browser'; readonly endpoint: string }
  /** What a script answers is what its caller says it is: that is Playwright's own signature. */
  | { readonly type: 'value'; readonly id: number; readonly value: ReturnType<typeof JSON.parse> }
  | { readonly type: 'error'; readonly id: number; readonly message: string };

/** Answers the test that started this process: where its browser is, and what a function comes to in here. */
export function answerTest(electron: { readonly app: App }): void {
  const tell = (message: ToTest): void => {
    process.send?.(message);
  };
  process.on('message', ({ id, text, argument }: FromTest) => {
    evaluate(electron, text, argument).then(
      (value) => tell({ type: 'value', id, value }),
      (error: unknown) => tell({ type: 'error', id, message: String(error) }),
    );
  });
  // A test that was killed leaves nothing behind.
  process.on('disconnect', () => electron.app.exit(1));
  electron.app.on('ready', () => {
    const { browser } = electron.app;
    if (browser !== undefined) tell({ type: 'browser', endpoint: browser.endpoint });
  });
}

async function evaluate(electron: unknown, text: string, argument: unknown): Promise<unknown> {
  return new Function('electron', 'argument', `return (${text})(electron, argument)`)(electron, argument);
}
