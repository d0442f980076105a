import type { Qos } from '../../app/mqtt/packet.ts';

/** One kind of load. */
export interface Cell {
  readonly name: string;
  readonly what: 'flow' | 'storm';
  readonly qos: Qos;
  readonly fanOut: number;
  /** Clients that are connected and do nothing. */
  readonly idle: number;
  /** How many times mosquitto ours has to reach, where that was set. */
  readonly goal: number | undefined;
  /** Part of a quick run. */
  readonly isMain: boolean;
}

const fanOuts = [1, 10, 50];

/** All that is measured, in the order of the page. */
export const cells: readonly Cell[] = [
  ...fanOuts.map((fanOut) => flow(0, fanOut, { isMain: true })),
  ...fanOuts.map((fanOut) => flow(1, fanOut, { isMain: fanOut === 10 })),
  ...fanOuts.map((fanOut) => flow(2, fanOut, { isMain: fanOut === 10 })),
  { ...flow(0, 10, { isMain: false }), name: 'QoS 0, fan-out 10, 1,000 idle', idle: 1000 },
  { name: 'connect storm', what: 'storm', qos: 0, fanOut: 0, idle: 0, goal: undefined, isMain: true },
];

function flow(qos: Qos, fanOut: number, { isMain }: { readonly isMain: boolean }): Cell {
  const goal = qos === 0 ? 2 : 1;
  return { name: `QoS ${qos}, fan-out ${fanOut}`, what: 'flow', qos, fanOut, idle: 0, goal, isMain };
}
