import { Waypoints } from 'lucide-react';
import type { ShortText } from '../../../app/contract/areas/common.ts';
import { useApp } from '../../state/use-app.tsx';
import { count } from '../../texts/counts.ts';
import { texts } from '../../texts/en.ts';
import { exactTime, timeOfDay } from '../../texts/time.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Spacer, Toolbar } from '../../ui/toolbar.tsx';

const words = texts.faults.held;

/** Packets that wait for somebody to let them go; nothing while there are none. */
export function HeldList() {
  const all = useApp((state) => state.faults?.heldInAll ?? 0);
  const listed = useApp((state) => state.faults?.held.length ?? 0);
  const overflowed = useApp((state) => state.faults?.overflowed ?? 0);
  const release = useApp((state) => state.releaseHeld);
  if (all === 0 && overflowed === 0) return undefined;
  return (
    <section className="held-list" aria-label={words.label}>
      <Toolbar>
        <strong>{words.title(all)}</strong>
        {overflowed === 0 ? undefined : <span className="held-warn">{words.overflowed(overflowed)}</span>}
        <Spacer />
        <Button disabled={all === 0} onClick={() => void release('all', 'pass')}>
          {words.passAll}
        </Button>
        <Button kind="danger" disabled={all === 0} onClick={() => void release('all', 'drop')}>
          {words.dropAll}
        </Button>
      </Toolbar>
      <div className="held-rows">
        <HeldTable />
        {all > listed ? <p className="held-more">{words.more(all - listed)}</p> : undefined}
      </div>
    </section>
  );
}

interface ShowTraceProps {
  readonly sequence: number | undefined;
  readonly client: ShortText;
}

/** What has no record before it goes leads to the exchanges of its client. */
function ShowTrace({ sequence, client }: ShowTraceProps) {
  const showTrace = useApp((state) => state.showTraceAtBroker);
  const showClient = useApp((state) => state.showTraceOfClient);
  const show = (): void => (sequence === undefined ? showClient(client.text) : void showTrace(sequence));
  return (
    <IconButton
      name={texts.trace.show}
      disabled={sequence === undefined && (client.text === '' || client.cut > 0)}
      onClick={show}
    >
      <Waypoints aria-hidden="true" />
    </IconButton>
  );
}

function HeldTable() {
  const held = useApp((state) => state.faults?.held);
  const release = useApp((state) => state.releaseHeld);
  const { columns } = words;
  if (held === undefined || held.length === 0) return undefined;
  return (
    <table className="fault-table" aria-label={words.label}>
      <thead>
        <tr>
          <th className="held-since">{columns.since}</th>
          <th className="held-packet">{columns.packet}</th>
          <th>{columns.client}</th>
          <th>{columns.topic}</th>
          <th>{columns.rule}</th>
          <th className="held-act">
            <span className="visually-hidden">{columns.act}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {held.map(({ id, since, type, size, direction, client, topic, rule, sequence }) => (
          <tr key={id}>
            <td className="held-since mono" title={exactTime(since)}>
              {timeOfDay(since)}
            </td>
            <td className="held-packet">{`${type?.toUpperCase() ?? words.unknown} · ${count(size)} B`}</td>
            <td className="ellipsis" title={client.text}>
              {`${words[direction]} ${client.text}`}
            </td>
            <td className="ellipsis mono" title={topic?.text}>
              {topic?.text ?? ''}
            </td>
            <td className="ellipsis" title={rule}>
              {rule}
            </td>
            <td className="held-act">
              <ShowTrace sequence={sequence} client={client} />
              <Button kind="quiet" onClick={() => void release([id], 'pass')}>
                {words.pass}
              </Button>
              <Button kind="quiet" onClick={() => void release([id], 'drop')}>
                {words.drop}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
