import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Answer } from '../../../app/contract/answer.ts';
import type { CallOutput } from '../../../app/contract/contract-types.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';

const words = texts.access;
const actions = (['publish', 'subscribe'] as const).map((value) => ({ value, text: words.actions[value] }));

/** Whether a client of that name may do it, and which rule says so. */
export function AccessTester() {
  const ask = useApp((state) => state.testAccess);
  const rules = useApp((state) => state.access?.rules);
  const otherwise = useApp((state) => state.access?.otherwise);
  const [clientId, setClientId] = useState('');
  const [userName, setUserName] = useState('');
  const [action, setAction] = useState<'publish' | 'subscribe'>('publish');
  const [topic, setTopic] = useState('');
  const asked = JSON.stringify([clientId, userName, action, topic, rules, otherwise]);
  const [told, setTold] = useState<{
    readonly asked: string;
    readonly text: string;
    readonly kind: string;
  }>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await ask({ clientId, userName: userName === '' ? undefined : userName, action, topic });
    setTold({ asked, ...verdictOf(answer) });
  };
  return (
    <section className="access-part" aria-label={words.test}>
      <h3>{words.test}</h3>
      <form className="access-tester" onSubmit={(event) => void submit(event)}>
        <TextField label={words.testClient} mono value={clientId} onChange={setClientId} />
        <TextField label={words.testUser} mono maxLength={1024} value={userName} onChange={setUserName} />
        <Segmented label={words.testAction} value={action} options={actions} onChange={setAction} />
        <TextField
          className="access-tester-topic"
          label={action === 'publish' ? words.testTopic : words.filter}
          mono
          value={topic}
          onChange={setTopic}
        />
        <Button type="submit" disabled={topic === ''}>
          {words.ask}
        </Button>
      </form>
      <p role="status" className={`access-verdict-${told?.kind}`}>
        {told?.asked === asked ? told.text : ''}
      </p>
    </section>
  );
}

function verdictOf(answer: Answer<CallOutput<'access.test'>>) {
  if (!answer.ok) return { kind: 'invalid', text: answer.error.message };
  if (answer.value.kind === 'invalid') return { kind: 'invalid', text: answer.value.why };
  const { allowed, rule } = answer.value;
  return { kind: allowed, text: words.verdicts[allowed](rule === undefined ? undefined : rule + 1) };
}
