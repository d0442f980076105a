/** Where the time goes in cells that did not hold when somebody last looked (`node --cpu-prof`), by the figure's name. */
const profiles: ReadonlyMap<string, string> = new Map([
  [
    'QoS 0, fan-out 1: ours, capture on / ours',
    'each message is delivered once and recorded once, and the thread of the broker is what bounds it: with a store that throws everything away the ratio is nearly the same. Most of what it does for capture is to wait for memory that the route would not touch: where the record is copied to, and what is counted of its topic. Publisher, subscriber, store and traces share the other core, which has little to spare.',
  ],
  [
    'QoS 0, fan-out 10: ours, capture on / ours',
    'as at fan-out 1, with one record for ten copies: the thread of the broker is busy all the time, and a part of it is the copying and counting of what came in.',
  ],
  [
    'QoS 0, fan-out 50: ours, capture on / ours',
    'as at fan-out 1, with one record for fifty copies: recording is a small part of the work of the broker, and what is left are rounds in which others need the second core too.',
  ],
  [
    'QoS 1, fan-out 1: ours, capture on / ours',
    'beside the message its acknowledgements are recorded, and who got it: nobody here is busy all the time, each waits for the others, and the store and the traces take their turns on the two cores that broker, publisher and subscriber share.',
  ],
  [
    'connect storm: ours, capture on / ours',
    'what capture does for a client that comes and goes is a small part of the time of the thread of the broker. What it costs is that the store and the traces do as much again in threads of their own, and that garbage is collected in three places, on the two cores that the broker and its clients fill already: all of the work of the broker itself takes longer, that of the kernel included.',
  ],
]);

/** One line for each figure that does not hold. */
export function profilesOf(names: readonly string[]): readonly string[] {
  return names.map((name) => `- ${name}: ${profiles.get(name) ?? 'not looked into yet.'}`);
}
