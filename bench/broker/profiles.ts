/** Where the time goes in cells that did not hold when somebody last looked (`node --cpu-prof`), by the figure's name. */
const profiles: ReadonlyMap<string, string> = new Map([
  [
    'QoS 0, fan-out 1: ours, capture on / ours',
    'each message is delivered once and recorded once: to copy its record and to gather it by topic costs the thread of the broker half of what it takes to route it, less for the work than for memory that the route would not touch; the store, on the other core, has time to spare.',
  ],
  ...['QoS 0, fan-out 10: ours, capture on / ours', 'QoS 0, fan-out 50: ours, capture on / ours'].map(
    (name): [string, string] => [
      name,
      'with traces switched off it is the same: what is left is what the thread of the broker spends on a record, and the store, beside load and receivers on two cores.',
    ],
  ),
  [
    'connect storm: ours, capture on / ours',
    'a client that comes and goes is five records and a row of its own: to write and hand them over costs the broker a few µs, to store them costs another thread as much, on the two cores that the broker and its clients fill already. Traces, which rest meanwhile, add nothing that can be told from the spread.',
  ],
]);

/** One line for each figure that does not hold. */
export function profilesOf(names: readonly string[]): readonly string[] {
  return names.map((name) => `- ${name}: ${profiles.get(name) ?? 'not looked into yet.'}`);
}
