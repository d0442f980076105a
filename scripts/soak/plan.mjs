/** An hour of soak: how often the parts that count do what they do, and the share of the time of those that go on. */
const counts = { 'broker-kill': 100, 'history-kill': 200, 'broker-fuzz': 20_000 };
const lasting = 2 / 3;

/**
 * The options of a part when all of it may take so many minutes: in less than an hour it does less, in more it goes on for
 * longer, and what is counted stays.
 *
 * @param {string} part
 * @param {number} minutes
 * @returns {readonly string[]}
 */
export function planOf(part, minutes) {
  const count = Object.entries(counts).find(([name]) => name === part)?.[1];
  if (count === undefined) return ['--minutes', String(Math.max(1, minutes * lasting))];
  return ['--count', String(Math.ceil(count * Math.min(1, minutes / 60)))];
}
