// What the demo devices say is nothing to be found: `npm run soak -- demo-quiet --minutes 10`. The misbehaving ones are
// off; all publish and subscribe at QoS 0, at 1 and at 2, each on an engine of its own, at once.
import { parseArgs } from 'node:util';
import { quietDemo, unheard } from './quiet-demo.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);

const qualities = [undefined, 0, 1, 2] as const;
const results = await Promise.all(
  qualities.map(async (qos) => ({ qos, ...(await quietDemo(minutes, { qos })) })),
);
let [complaints, exchanges] = [0, 0];
for (const { qos, found, exchanges: count } of results) {
  const at = qos === undefined ? 'at the QoS of each' : `at QoS ${qos}`;
  const wrong = found.filter((one) => one !== unheard);
  if (!found.includes(unheard) && minutes >= 1)
    wrong.push('a publisher whom only the app hears was not found');
  for (const one of wrong) console.log(`${at}: ${one}`);
  complaints += wrong.length;
  exchanges += count;
}
console.log(
  `${minutes} minutes at every QoS, ${exchanges.toLocaleString('en-US')} exchanges, ${complaints} complaints`,
);
process.exitCode = complaints === 0 ? 0 : 1;
