import { fitsGlob } from '../../../app/base/glob.ts';
import type {
  ClientTuning,
  Tuning,
  TuningLayer,
  TuningRules,
} from '../../../app/contract/areas/broker/tuning.ts';
import { defaultTuning, tuning as schema } from '../../../app/contract/areas/broker/tuning.ts';

/** Who connects, as far as tuning asks. */
interface Who {
  /** Name of the listener that it came by. */
  readonly listener: string;
  readonly clientId: string;
  readonly userName: string | undefined;
}

/** Answers how the broker is tuned for whom. New rules hold from the next CONNECT on. */
export class TuningBook {
  #rules: TuningRules;
  /** By listener and rule: clients that are tuned alike share one object. */
  readonly #resolved = new Map<string, Map<ClientTuning | undefined, Tuning>>();

  constructor(rules: TuningRules) {
    this.#rules = rules;
  }

  set rules(rules: TuningRules) {
    this.#rules = rules;
    this.#resolved.clear();
  }

  /** Defaults ← broker ← listener ← the first rule for this client. */
  of({ listener, clientId, userName }: Who): Tuning {
    const rule = this.#rules.clients.find((one) => isFor(one, clientId, userName));
    return this.#resolve(listener, rule);
  }

  /** What holds for a connection whose client is not known yet. */
  ofListener(listener: string): Tuning {
    return this.#resolve(listener, undefined);
  }

  /** Bytes of the largest packet that anybody may send. */
  get largestPacket(): number {
    const { broker, listeners, clients } = this.#rules;
    const layers: readonly TuningLayer[] = [broker, ...Object.values(listeners), ...clients];
    const sizes = layers.flatMap(({ maximumPacketSize }) => maximumPacketSize ?? []);
    return Math.max(broker.maximumPacketSize ?? defaultTuning.maximumPacketSize, ...sizes);
  }

  #resolve(listener: string, rule: ClientTuning | undefined): Tuning {
    // Only names that have a layer are remembered apart.
    const { broker, listeners } = this.#rules;
    const name = Object.hasOwn(listeners, listener) ? listener : '';
    let those = this.#resolved.get(name);
    if (those === undefined) {
      those = new Map();
      this.#resolved.set(name, those);
    }
    let tuning = those.get(rule);
    if (tuning === undefined) {
      tuning = layered([broker, listeners[name] ?? {}, layerOf(rule)]);
      those.set(rule, tuning);
    }
    return tuning;
  }
}

/** The defaults with what each layer says over what stands below it. */
function layered(layers: readonly TuningLayer[]): Tuning {
  const said = layers.flatMap((layer) => Object.entries(layer).filter(([, value]) => value !== undefined));
  return Object.freeze(schema.parse({ ...defaultTuning, ...Object.fromEntries(said) }));
}

function isFor(rule: ClientTuning, clientId: string, userName: string | undefined): boolean {
  if (rule.clientId !== undefined && !fitsGlob(rule.clientId, clientId)) return false;
  return rule.userName === undefined || (userName !== undefined && fitsGlob(rule.userName, userName));
}

function layerOf(rule: ClientTuning | undefined): TuningLayer {
  if (rule === undefined) return {};
  const { clientId: _clientId, userName: _userName, ...layer } = rule;
  return layer;
}
