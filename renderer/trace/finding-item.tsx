import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { isolated, isolatedLevels } from '../../app/base/isolated.ts';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import { Button } from '../ui/button.tsx';
import { findingIcons } from './finding-icons.ts';
import { MuteButton } from './mute-button.tsx';

const words = texts.findings;

interface FindingItemProps {
  readonly finding: Finding;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** Called when it, and what is like it, is being muted. */
  readonly onMute: () => void;
}

/** One finding: what was seen, and opened also what it means. */
export function FindingItem({ finding, isOpen, onOpen, onMute }: FindingItemProps) {
  const { kind, weight, client, topic, what, count, lastTime } = finding;
  const id = useId();
  const Icon = findingIcons[weight];
  return (
    <li className="finding">
      <button
        type="button"
        className="finding-head"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => onOpen(!isOpen)}
      >
        <ChevronRight className="finding-twist" data-open={isOpen ? '' : undefined} aria-hidden="true" />
        <Icon className={`finding-icon finding-${weight}`} aria-hidden="true" />
        <span className="visually-hidden">{words.weights[weight]}</span>
        <span className="finding-text">
          <span className="finding-line">
            <strong>{findingTexts[kind].title}</strong>
            <span className="mono finding-who ellipsis" title={`${client} ${topic.text}`}>
              {client === '' ? words.anyClient : isolated(client)}
              {topic.text === '' ? '' : ` · ${isolatedLevels(topic.text)}`}
              {topic.cut > 0 ? '…' : ''}
            </span>
          </span>
          <span className="finding-what">{what}</span>
        </span>
        <span className="finding-when tabular">
          <span title={exactTime(lastTime)}>{timeOfDay(lastTime)}</span>
          {count > 1 ? <span>{words.times(count)}</span> : undefined}
        </span>
      </button>
      {isOpen ? <Opened id={id} finding={finding} onMute={onMute} /> : undefined}
    </li>
  );
}

interface OpenedProps extends Pick<FindingItemProps, 'finding' | 'onMute'> {
  readonly id: string;
}

function Opened({ id, finding, onMute }: OpenedProps) {
  const { kind, packets, exchange, time, lastTime, count } = finding;
  const { means, clause, tryThis } = findingTexts[kind];
  const showExchange = useApp((state) => state.showExchange);
  const showTraceOf = useApp((state) => state.showTraceOf);
  return (
    <div id={id} className="finding-more">
      <dl className="finding-facts">
        <dt>{words.means}</dt>
        <dd>{means}</dd>
        <dt>{words.tryThis}</dt>
        <dd>{tryThis}</dd>
        {clause === '' ? undefined : (
          <>
            <dt>{words.clause}</dt>
            <dd>{clause}</dd>
          </>
        )}
        <dt>{words.packets}</dt>
        <dd className="finding-packets">
          {packets.map((sequence) => (
            <Button
              key={sequence}
              title={words.openPacket(sequence)}
              onClick={() => void showTraceOf(sequence, { opensPacket: true })}
            >
              {words.packet(sequence)}
            </Button>
          ))}
        </dd>
      </dl>
      <p className="finding-foot">
        {exchange === undefined ? undefined : (
          <Button onClick={() => showExchange(exchange)}>{words.showExchange}</Button>
        )}
        {count > 1 ? <span>{words.since(timeOfDay(time), timeOfDay(lastTime))}</span> : undefined}
        <MuteButton finding={finding} onMute={onMute} />
      </p>
    </div>
  );
}
