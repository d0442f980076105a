import type { RetainedStore } from '../retained/retained.ts';
import type { KeptMessage } from '../routing/kept-message.ts';
import type { Message } from '../routing/message.ts';
import { RoutedMessage } from '../routing/routed-message.ts';

const empty = new Uint8Array(0);

/** Takes the message of a topic away without a word to anybody; it goes the way of an empty one [MQTT-3.3.1-6]. */
export function clearRetained(store: RetainedStore, topic: string): KeptMessage | undefined {
  const message = store.get(topic);
  if (message === undefined) return undefined;
  const { qos, properties, publisher, arrived } = message;
  const cleared = { topic, payload: empty, qos, retain: true, properties, publisher, arrived };
  store.store(new RoutedMessage(cleared, undefined));
  return message;
}

/** Puts a message back, silently. `kept`: the topic has another one that stays; `full`: there is no room. */
export function putBack(
  store: RetainedStore,
  message: Message,
  replaces: boolean,
): 'restored' | 'kept' | 'full' {
  if (!replaces && store.get(message.topic) !== undefined) return 'kept';
  // Field by field: what is kept may make its payload when it is asked for.
  const { topic, payload, qos, properties, publisher, arrived } = message;
  const again = { topic, payload, qos, retain: true, properties, publisher, arrived };
  store.store(new RoutedMessage(again, undefined));
  return store.get(message.topic) === undefined ? 'full' : 'restored';
}
