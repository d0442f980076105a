import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { brokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import type { ClientTuning, Tuning, TuningLayer } from '../../../app/contract/areas/broker/tuning.ts';
import { defaultTuning, tuning } from '../../../app/contract/areas/broker/tuning.ts';

/** Whom a part of the tuning is for. */
export type Scope =
  | { readonly kind: 'broker' }
  | { readonly kind: 'listener'; readonly name: string }
  | { readonly kind: 'client'; readonly index: number };

/** What the scope itself says. */
export function layerAt({ tuning: rules }: BrokerBehaviour, scope: Scope): TuningLayer {
  switch (scope.kind) {
    case 'broker':
      return rules.broker;
    case 'listener':
      return rules.listeners[scope.name] ?? {};
    case 'client':
      return rules.clients[scope.index] ?? {};
  }
}

/** What holds in the scope where it says nothing itself; of a client, without what its listener says. */
export function inheritedAt({ tuning: rules }: BrokerBehaviour, scope: Scope): Tuning {
  const below = scope.kind === 'broker' ? {} : rules.broker;
  return tuning.parse({ ...defaultTuning, ...defined(below) });
}

/** The same with a change in that scope; a field that is undefined is as above it again. */
export function withLayer(behaviour: BrokerBehaviour, scope: Scope, change: TuningLayer): BrokerBehaviour {
  const { broker, listeners, clients } = behaviour.tuning;
  const layer = defined({ ...layerAt(behaviour, scope), ...change });
  switch (scope.kind) {
    case 'broker':
      return retuned(behaviour, { broker: layer });
    case 'listener': {
      const { [scope.name]: _earlier, ...others } = listeners;
      const isEmpty = Object.keys(layer).length === 0;
      return retuned(behaviour, { broker, listeners: isEmpty ? others : { ...others, [scope.name]: layer } });
    }
    case 'client':
      return withClients(
        behaviour,
        clients.map((rule, index) => (index === scope.index ? { ...whoOf(rule), ...layer } : rule)),
      );
  }
}

/** Whom a client rule is for. */
export interface Who {
  readonly clientId?: string | undefined;
  readonly userName?: string | undefined;
}

export function whoAt({ tuning: rules }: BrokerBehaviour, index: number): Who {
  return rules.clients[index] ?? {};
}

/** The same with that rule for somebody else; an empty text is for anybody. */
export function withWho(behaviour: BrokerBehaviour, index: number, who: Who): BrokerBehaviour {
  return withClients(
    behaviour,
    behaviour.tuning.clients.map((rule, at) => {
      if (at !== index) return rule;
      const { clientId: _clientId, userName: _userName, ...layer } = rule;
      const { clientId, userName } = { ...whoOf(rule), ...who };
      return { ...(clientId && { clientId }), ...(userName && { userName }), ...layer };
    }),
  );
}

export function withNewClient(behaviour: BrokerBehaviour): BrokerBehaviour {
  return withClients(behaviour, [...behaviour.tuning.clients, { clientId: '*' }]);
}

export function withoutClient(behaviour: BrokerBehaviour, index: number): BrokerBehaviour {
  return withClients(
    behaviour,
    behaviour.tuning.clients.filter((_rule, at) => at !== index),
  );
}

/** The rule goes before the one above it: the first that fits a client holds. */
export function withClientRaised(behaviour: BrokerBehaviour, index: number): BrokerBehaviour {
  const clients = [...behaviour.tuning.clients];
  const [rule] = clients.splice(index, 1);
  if (rule !== undefined) clients.splice(Math.max(0, index - 1), 0, rule);
  return withClients(behaviour, clients);
}

/** What is wrong with it, with its place; undefined if it can be saved. */
export function problemOf(behaviour: BrokerBehaviour): string | undefined {
  const issue = brokerBehaviour.safeParse(behaviour).error?.issues[0];
  return issue === undefined ? undefined : `${issue.path.join('.')}: ${issue.message}`;
}

function withClients(behaviour: BrokerBehaviour, clients: readonly ClientTuning[]): BrokerBehaviour {
  return retuned(behaviour, { clients: [...clients] });
}

function retuned(behaviour: BrokerBehaviour, change: Partial<BrokerBehaviour['tuning']>): BrokerBehaviour {
  return { ...behaviour, tuning: { ...behaviour.tuning, ...change } };
}

function whoOf({ clientId, userName }: ClientTuning): Who {
  return { ...(clientId !== undefined && { clientId }), ...(userName !== undefined && { userName }) };
}

function defined<T extends object>(layer: T): T {
  const copy = { ...layer };
  for (const key of Object.keys(copy)) {
    if (Reflect.get(copy, key) === undefined) Reflect.deleteProperty(copy, key);
  }
  return copy;
}
