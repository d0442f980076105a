import type { ExchangeKind } from '../../../app/contract/areas/trace/states.ts';
import { authTable } from './auth.ts';
import { connectTable } from './connect.ts';
import { deliveryTable } from './delivery.ts';
import { disconnectTable } from './disconnect.ts';
import { lossTable } from './loss.ts';
import { pingTable } from './ping.ts';
import { publishTable } from './publish.ts';
import { subscribeTable } from './subscribe.ts';
import type { Event, State, Transition } from './transition.ts';
import { unsubscribeTable } from './unsubscribe.ts';

/** Every state an exchange can be in, and what moves it on: the table of `docs/traces.md`. */
export const transitions: readonly Transition[] = [
  ...connectTable,
  ...authTable,
  ...publishTable,
  ...deliveryTable,
  ...subscribeTable,
  ...unsubscribeTable,
  ...pingTable,
  ...disconnectTable,
  ...lossTable,
];

type Machine = ReadonlyMap<State, ReadonlyMap<Event, Transition>>;

const machines: ReadonlyMap<ExchangeKind, Machine> = machinesOf(transitions);

/** Undefined where the table has no row: such a packet does not belong to an exchange in that state. */
export function stepOf(kind: ExchangeKind, from: State, on: Event): Transition | undefined {
  return machines.get(kind)?.get(from)?.get(on);
}

function machinesOf(rows: readonly Transition[]): ReadonlyMap<ExchangeKind, Machine> {
  const made = new Map<ExchangeKind, Map<State, Map<Event, Transition>>>();
  for (const row of rows) {
    for (const kind of row.kinds) {
      const machine = made.get(kind) ?? new Map<State, Map<Event, Transition>>();
      const steps = machine.get(row.from) ?? new Map<Event, Transition>();
      made.set(kind, machine.set(row.from, steps.set(row.on, row)));
    }
  }
  return made;
}
