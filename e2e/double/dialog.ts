interface Box {
  readonly message: string;
  readonly detail?: string;
  readonly cancelId?: number;
}

/** Electron's dialogs: nobody is there to answer, so they are cancelled; a test puts its own in their place. */
export const dialogs = {
  showMessageBox: async (...args: readonly unknown[]) => {
    const { message, detail, cancelId } = readBox(args.at(-1));
    console.error(`[question] ${message} ${detail ?? ''}`);
    return { response: cancelId ?? 0, checkboxChecked: false };
  },
  showErrorBox: (title: string, content: string) => {
    console.error(`[error box] ${title}: ${content}`);
  },
};

function readBox(options: unknown): Box {
  if (typeof options !== 'object' || options === null || !('message' in options)) {
    throw new Error('A message box needs a message.');
  }
  return { ...options, message: String(options.message) };
}
