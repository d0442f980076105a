import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { exactTime, timeOfDay } from '../../texts/time.ts';
import { wholeText } from '../columns.tsx';

const words = texts.access;

/** What the broker refused last, with the rule that did it. */
export function AccessRefusals() {
  const refusals = useApp((state) => state.access?.refusals);
  const refused = useApp((state) => state.access?.refused);
  if (refusals === undefined || refused === undefined) return undefined;
  return (
    <section className="access-part" aria-label={words.refusals}>
      <header className="access-head">
        <h3>{words.refusals}</h3>
        <span className="field-hint">
          {refused.map(({ action, count }) => words.refusedCount(action, count)).join(' · ')}
        </span>
      </header>
      {refusals.length === 0 ? (
        <p className="access-none">{words.noRefusals}</p>
      ) : (
        <table className="access-table">
          <thead>
            <tr>
              {Object.entries(words.refusedColumns).map(([id, title]) => (
                <th key={id} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {refusals.map(({ number, time, clientId, userName, action, topic, rule }) => (
              <tr key={number}>
                <td className="access-time" title={exactTime(time)}>
                  {timeOfDay(time)}
                </td>
                <td className="access-filter">{wholeText(clientId)}</td>
                <td className="access-filter">{wholeText(userName)}</td>
                <td>{words.refusedActions[action]}</td>
                <td className={action === 'connect' ? undefined : 'access-filter'}>{wholeText(topic)}</td>
                <td>{action === 'connect' ? '' : rule === undefined ? words.byDefault : rule + 1}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
