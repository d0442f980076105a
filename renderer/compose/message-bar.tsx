import { Send } from 'lucide-react';
import type { RefObject } from 'react';
import { propertyCount } from '../state/compose-message.ts';
import { mayPublish } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Shortcut } from '../ui/shortcut.tsx';
import { askBeforeProduction } from './ask-before-production.ts';
import { TopicField } from './topic-field.tsx';

const words = texts.compose;
const allQos = [
  { value: '0', qos: 0, text: 'QoS 0' },
  { value: '1', qos: 1, text: '1' },
  { value: '2', qos: 2, text: '2' },
] as const;

/** Topic, QoS, RETAIN, properties, publish. */
export function MessageBar({ topic }: { readonly topic: RefObject<HTMLInputElement | null> }) {
  const qos = useApp((state) => state.composer.qos);
  const retain = useApp((state) => state.composer.retain);
  const showsProperties = useApp((state) => state.composer.showsProperties);
  const properties = useApp((state) => propertyCount(state.composer.properties));
  const change = useApp((state) => state.changeMessage);
  const toggleProperties = useApp((state) => state.toggleProperties);
  return (
    <div className="message-bar">
      <TopicField field={topic} />
      <Segmented
        label={words.qos}
        value={allQos[qos].value}
        options={allQos}
        onChange={(chosen) => change({ qos: allQos[chosen].qos })}
      />
      <Button
        className="toggle"
        aria-pressed={retain}
        title={words.retainHint}
        onClick={() => change({ retain: !retain })}
      >
        {words.retain}
      </Button>
      <Button
        className="toggle"
        aria-pressed={showsProperties}
        aria-expanded={showsProperties}
        onClick={toggleProperties}
      >
        {words.properties(properties)}
      </Button>
      <PublishButton />
    </div>
  );
}

function PublishButton() {
  const publish = useApp((state) => state.publish);
  const isBusy = useApp((state) => state.composer.status.kind === 'under-way');
  const isPossible = useApp(mayPublish);
  return (
    <Button
      kind="primary"
      className="publish-button"
      disabled={isBusy || !isPossible}
      onClick={() => void publish(askBeforeProduction)}
    >
      <Send aria-hidden="true" />
      {isBusy ? words.publishing : words.publish}
      <Shortcut keys="Mod+Enter" />
    </Button>
  );
}
