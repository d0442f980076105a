interface Node<T> {
  readonly values: T[];
  readonly children: Map<string, Node<T>>;
}

/** Values by topic filters, to be found by topics without a look at each filter (clause 4.7). Filters are well-formed. */
export class FilterTree<T> {
  readonly #root: Node<T> = { values: [], children: new Map() };

  add(filter: string, value: T): void {
    let node = this.#root;
    for (const level of filter.split('/')) {
      const next = node.children.get(level) ?? { values: [], children: new Map() };
      node.children.set(level, next);
      node = next;
    }
    node.values.push(value);
  }

  /** Those whose filters the topic falls under. */
  under(topic: string): readonly T[] {
    const found: T[] = [];
    // A filter that begins with a wildcard leaves out what begins with "$" [MQTT-4.7.2-1].
    collect(this.#root, topic.split('/'), 0, topic.startsWith('$'), found);
    return found;
  }
}

function collect<T>(
  node: Node<T>,
  levels: readonly string[],
  at: number,
  isLiteral: boolean,
  into: T[],
): void {
  // "a/#" is for "a" as well (clause 4.7.1.2).
  if (!isLiteral) into.push(...(node.children.get('#')?.values ?? []));
  const level = levels[at];
  if (level === undefined) {
    into.push(...node.values);
    return;
  }
  const same = node.children.get(level);
  const any = isLiteral ? undefined : node.children.get('+');
  if (same !== undefined) collect(same, levels, at + 1, false, into);
  if (any !== undefined) collect(any, levels, at + 1, false, into);
}
