import type { TraceOptions } from './trace-options.ts';

type Command = TraceOptions['command'];

const run = 'npm run --silent cli --';

const sections: Readonly<Record<Command, string>> = {
  import: `  import FILE --data DIR    makes a source of a capture file (pcap, pcapng); - is the standard input
    --name NAME             what the source is called; else as the file
    --port N                the only port that brokers listen on; else 1883, and wherever a client sends CONNECT
    --json                  what was found as one line of JSON
`,
  export: `  export --data DIR --format FORMAT --out FILE
                            writes what was seen; - is the standard output
    --format FORMAT         pcapng (for Wireshark), jsonl, markdown (docs/trace-files.md)
    --source S              id or name of the source; needed where there are several
    --filter F              only exchanges that the filter lets through (docs/filter.md), and their packets
    --deliveries            with --filter: what the broker delivered is looked at by itself too
    --exchange N            only this exchange: the number of its first packet
    --from T, --to T        only what was seen between: 2026-11-27T14:02:00Z, or microseconds since 1970
`,
  findings: `  findings --data DIR       what deserves a look, as a table for each source
    --source S              id or name of the source; else of all
    --json                  a line of JSON for each finding instead (docs/trace-files.md)
`,
};

const examples: Readonly<Record<Command, readonly string[]>> = {
  import: ['import lab.pcapng --data ~/mqtt --name lab', 'import - --data ~/mqtt --name lab < lab.pcapng'],
  export: [
    'export --data ~/mqtt --source lab --format pcapng --out out.pcapng',
    "export --data ~/mqtt --source lab --format markdown --filter 'client:pump-7' --out report.md",
  ],
  findings: ['findings --data ~/mqtt', 'findings --data ~/mqtt --source lab --json'],
};

const foot = `DIR is the folder that the app was started on with --data, or its data folder; no app may have it open.
Exit code: 0 done, 2 not understood, 3 the folder cannot be opened or another program has it,
4 a file is wrong, or cannot be read or written, 5 an export that matches nothing,
6 done, but a part of the history could not be read, 130 stopped.
`;

/** Whether a word of the command line is a command. */
export function isCommand(word: string): word is Command {
  return Object.hasOwn(sections, word);
}

/** What `--help` prints: of all commands, or what there is to know of one. */
export function traceUsage(command: Command | undefined): string {
  if (command === undefined) {
    const all = Object.values(sections).join('\n');
    return `${run} COMMAND [options]\n\n${all}\n${run} COMMAND --help shows examples.\n${foot}`;
  }
  const lines = examples[command].map((example) => `  ${run} ${example}\n`);
  return `${sections[command]}\nFor example:\n${lines.join('')}\n${foot}`;
}

/** What a command ends with. */
export const exitCodes = {
  done: 0,
  usage: 2,
  folder: 3,
  file: 4,
  nothing: 5,
  unread: 6,
  stopped: 130,
} as const;
