import { sourceFilter } from '../state/filter-slice.ts';
import { messagesIn } from '../state/history-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import { useUnanswered } from '../ui/use-unanswered.ts';
import { Silence } from './silence.tsx';
import { whyNothingMatches } from './why-nothing-matches.ts';

/** Why the history shows nothing: because of the source, or because of the filter. Nothing while it shows something. */
export function HistorySilence() {
  const hasMessages = useApp((state) => messagesIn(state.history.value) > 0);
  return hasMessages ? undefined : <NoMessages />;
}

/** Only where there are none is each value looked at. */
function NoMessages() {
  const value = useApp((state) => state.history.value);
  const source = useApp((state) => state.selection.source);
  const topic = useApp((state) => selectedTopic(state)?.topic);
  const filter = useApp((state) => sourceFilter(state).text);
  const question = JSON.stringify([source, topic, filter]);
  const isUnanswered = useUnanswered(question, value, value?.counting ?? true);
  if (value === undefined || isUnanswered) return undefined;
  return filter === '' ? <Silence filter="" /> : <NothingMatches filter={filter} />;
}

function NothingMatches({ filter }: { readonly filter: string }) {
  const looked = useApp((state) => state.history.value?.looked);
  const problem = useApp((state) => state.history.value?.problem);
  const isSelected = useApp((state) => selectedTopic(state) !== undefined);
  const reasons = whyNothingMatches({ filter, looked, problem, isSelected, now: Date.now() * 1000 });
  return (
    <div className="silence">
      <Empty title={problem === undefined ? texts.filter.nothing.title : texts.filter.nothing.wrong}>
        {reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
      </Empty>
    </div>
  );
}
