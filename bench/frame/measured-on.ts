import { cpus, loadavg } from 'node:os';

/** How busy all processors of the machine were, and how much of that was this process. */
export interface Busyness {
  /** Shares of the processors' time, 0 to 1. */
  readonly all: number;
  readonly own: number;
}

/** Watches from here until it is asked. */
export function watchMachine(): () => Busyness {
  const [before, began, used] = [processorTimes(), performance.now(), process.cpuUsage()];
  return () => {
    const after = processorTimes();
    const { user, system } = process.cpuUsage(used);
    const available = (performance.now() - began) * cpus().length;
    const total = after.total - before.total;
    return {
      all: total === 0 ? 0 : (after.busy - before.busy) / total,
      own: (user + system) / 1000 / available,
    };
  };
}

function processorTimes(): { readonly busy: number; readonly total: number } {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => {
    const busy = user + nice + sys + irq;
    return { busy, total: busy + idle };
  });
  return times.reduce((sum, one) => ({ busy: sum.busy + one.busy, total: sum.total + one.total }), {
    busy: 0,
    total: 0,
  });
}

/** Which command measured when, on what and with which versions, and how busy the machine was with it and with others. */
export function measuredOn(bench: string, { all, own }: Busyness, versions: readonly string[] = []): string {
  const command = [
    'npm run bench --',
    bench,
    // Where something lies says nothing of what was measured.
    ...process.argv.slice(2).filter((option) => option !== '--write' && !option.startsWith('--keep=')),
  ];
  const machine = [
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    process.platform,
    `Node ${process.version}`,
    ...versions,
  ].join(', ');
  const busy = `The processors were busy for ${percent(all)} of the time, ${percent(own)} with the bench's own process; load average at the end ${loadavg()[0]?.toFixed(1)}.`;
  return `\`${command.join(' ')}\` on ${new Date().toISOString().slice(0, 10)}: ${machine}. ${busy}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
