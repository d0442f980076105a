import { jsonLine } from '../../../app/base/json-line.ts';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import { timeText } from '../report/step-words.ts';

/** An exchange or a journey with its steps as one line of JSON, its end included. */
export function exchangeLine({ exchange, isJourney, participants, steps, stepsCut }: TraceDetail): string {
  const at = timeText(exchange.time);
  return jsonLine({ type: 'exchange', at, ...exchange, isJourney, participants, steps, stepsCut });
}
