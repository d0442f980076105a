import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Switch } from '../../ui/checkbox.tsx';

const words = texts.access;

/** Whether clients without a user name get in. */
export function AccessEntry() {
  const anonymous = useApp((state) => state.access?.anonymous === true);
  const hasUsers = useApp((state) => (state.access?.allUsers ?? 0) > 0);
  const change = useApp((state) => state.setAnonymous);
  const warning = hasUsers ? undefined : anonymous ? words.anyName : words.nobody;
  return (
    <section className="access-part" aria-label={words.entry}>
      <h3>{words.entry}</h3>
      <Switch label={words.anonymous} checked={anonymous} onChange={(isAllowed) => void change(isAllowed)} />
      {warning === undefined ? undefined : (
        <p className={anonymous ? 'field-hint' : 'access-warning'}>{warning}</p>
      )}
    </section>
  );
}
