import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { Figure } from '../frame/figure.ts';
import { atMost, spread } from '../frame/figure.ts';
import { account } from './account.ts';
import { connectProfile, flooded, openWindow, startApp } from './app.ts';
import type { Generator } from './contenders.ts';

interface Flooding {
  readonly what: string;
  readonly qos: Qos;
  readonly messages: number;
  /** What may be missing: nothing of a burst that fits into the queue. */
  readonly mostMissing: number | undefined;
}

const name = 'honest';

/** Floods the app, ends it, and reads all of its history: every message is there, or a record says why it is not. */
export async function measureHonesty(generator: Generator, isQuick: boolean): Promise<readonly Figure[]> {
  const million = 1_000_000;
  const floodings: readonly Flooding[] = [
    { what: 'a burst of 500,000 at QoS 0', qos: 0, messages: 500_000, mostMissing: 0 },
    { what: 'a flood at QoS 0', qos: 0, messages: isQuick ? million : 5 * million, mostMissing: undefined },
    { what: 'a flood at QoS 1', qos: 1, messages: isQuick ? 300_000 : 2 * million, mostMissing: undefined },
    { what: 'a flood at QoS 2', qos: 2, messages: isQuick ? 100_000 : million, mostMissing: undefined },
  ];
  const figures: Figure[] = [];
  for (const flooding of floodings) figures.push(...(await measure(generator, flooding)));
  return figures;
}

async function measure(generator: Generator, flooding: Flooding): Promise<readonly Figure[]> {
  const { qos, messages } = flooding;
  const app = await startApp();
  const window = await openWindow(app.url);
  try {
    const { port } = await generator.order({ do: 'listen', name });
    await connectProfile(window.client, { port, qos, protocolVersion: 5 });
    while (!(await generator.order({ do: 'count', name })).isSubscribed) await wait(20);
    await generator.order({ do: 'send', name, messages });
    while (window.shown().messages < messages) await wait(20);
    const { sent } = await generator.order({ do: 'close', name });
    window.close();
    await app.end();
    return figuresOf(flooding, sent, await account(join(app.folder, 'data'), flooded, sent));
  } finally {
    window.close();
    await app.stop();
  }
}

function figuresOf(
  { what, mostMissing }: Flooding,
  sent: number,
  { missing, wrong, told }: Awaited<ReturnType<typeof account>>,
): readonly Figure[] {
  const accounted = [...told.values()].reduce((sum, one) => sum + one, 0);
  const reasons = [...told].map(([reason, count]) => `${count} for ${reason}`).join(', ');
  const of = `${what}: ${sent.toLocaleString('en')} sent`;
  const stored = `not stored${reasons === '' ? '' : ` (${reasons})`}`;
  return [
    mostMissing === undefined
      ? spread(`${of}, ${stored}`, 'messages', [missing])
      : atMost(mostMissing, `${of}, ${stored}`, 'messages', [missing]),
    atMost(0, `${of}, neither read back nor told of`, 'messages', [Math.abs(missing - accounted)]),
    atMost(0, `${of}, read back out of order or twice`, 'messages', [wrong]),
  ];
}
