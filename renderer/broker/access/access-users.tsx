import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { UserForm } from './user-form.tsx';

const words = texts.access;

/** The users: added, given another password, removed. */
export function AccessUsers() {
  const users = useApp((state) => state.access?.users);
  const all = useApp((state) => state.access?.allUsers ?? 0);
  const remove = useApp((state) => state.removeUser);
  const [form, setForm] = useState<{ readonly name: string | undefined }>();
  const shown = users ?? [];
  return (
    <section className="access-part" aria-label={words.users}>
      <header className="access-head">
        <h3>{words.users}</h3>
        <Button onClick={() => setForm({ name: undefined })}>
          <Plus aria-hidden="true" />
          {words.addUser}
        </Button>
      </header>
      <ul className="access-users">
        {shown.map(({ name, hasScram }) => (
          <li key={name}>
            <span className="access-name">{name}</span>
            {hasScram ? undefined : <Badge kind="warn" text={words.noScram} name={words.noScramHint} />}
            <IconButton name={words.change(name)} onClick={() => setForm({ name })}>
              <KeyRound aria-hidden="true" />
            </IconButton>
            <IconButton name={words.remove(name)} onClick={() => void remove(name)}>
              <Trash2 aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {all > shown.length ? <p className="field-hint">{words.moreUsers(all - shown.length)}</p> : undefined}
      {form === undefined ? undefined : <UserForm name={form.name} onClose={() => setForm(undefined)} />}
    </section>
  );
}
