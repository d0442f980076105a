interface Node {
  readonly parent: Node | undefined;
  readonly children: Map<string, Node>;
  own: number;
  below: number;
  last: Buffer;
}

/** The counts of the topic index in objects and Maps, as one would write it first. */
interface PlainTree {
  readonly receive: (topic: Buffer) => void;
  /** Messages of all topics. */
  readonly messages: () => number;
}

/** Each message has this payload; the beginning of it is kept. */
export function createPlainTree(payload: Buffer): PlainTree {
  const make = (parent: Node | undefined): Node => ({
    parent,
    children: new Map(),
    own: 0,
    below: 0,
    last: payload,
  });
  const root = make(undefined);
  const byTopic = new Map<string, Node>();
  const add = (topic: string): Node => {
    let node = root;
    for (const level of topic.split('/')) {
      const child = node.children.get(level) ?? make(node);
      node.children.set(level, child);
      node = child;
    }
    byTopic.set(topic, node);
    return node;
  };
  return {
    receive: (topic) => {
      const text = topic.toString('utf8');
      const leaf = byTopic.get(text) ?? add(text);
      leaf.own += 1;
      leaf.last = Buffer.from(payload.subarray(0, 96));
      for (let node: Node | undefined = leaf; node !== undefined; node = node.parent) node.below += 1;
    },
    messages: () => root.below,
  };
}
