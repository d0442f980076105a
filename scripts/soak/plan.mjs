/** An hour of soak: how often the parts that count do what they do, and the share of the time of those that go on. */
const counts = { 'broker-kill': 100, 'history-kill': 200, 'broker-fuzz': 20_000 };
const lasting = 2 / 3;
/** Minutes that a part lasts in an hour, and no longer: what it looks at does not change. */
const short = { 'demo-quiet': 10 };

/**
 * The options of a part when all of it may take so many minutes: in less than an hour it does less, in more it goes on for
 * longer, and what is counted stays.
 *
 * @param {string} part
 * @param {number} minutes
 * @returns {readonly string[]}
 */
export function planOf(part, minutes) {
  const most = Object.entries(short).find(([name]) => name === part)?.[1];
  if (most !== undefined) return ['--minutes', String(Math.max(1, most * Math.min(1, minutes / 60)))];
  const count = Object.entries(counts).find(([name]) => name === part)?.[1];
  if (count === undefined) return ['--minutes', String(Math.max(1, minutes * lasting))];
  return ['--count', String(Math.ceil(count * Math.min(1, minutes / 60)))];
}
