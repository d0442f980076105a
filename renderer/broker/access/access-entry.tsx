import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Switch } from '../../ui/checkbox.tsx';
import { ListenerAccessFields } from './listener-access.tsx';

const words = texts.access;

/** Whether clients without a user name get in. */
export function AccessEntry() {
  const anonymous = useApp((state) => state.access?.anonymous === true);
  const hasUsers = useApp((state) => (state.access?.allUsers ?? 0) > 0);
  const change = useApp((state) => state.setAnonymous);
  const broker = useApp((state) => state.broker?.state);
  const listeners = broker?.kind === 'running' ? broker.listeners : [];
  const warning = hasUsers ? undefined : anonymous ? words.anyName : words.nobody;
  return (
    <section className="access-part" aria-label={words.entry}>
      <h3>{words.entry}</h3>
      <Switch label={words.anonymous} checked={anonymous} onChange={(isAllowed) => void change(isAllowed)} />
      {warning === undefined ? undefined : (
        <p className={anonymous ? 'field-hint' : 'access-warning'}>{warning}</p>
      )}
      {listeners.length === 0 ? undefined : (
        <>
          <h4>{words.byListener}</h4>
          <ul className="access-listeners">
            {listeners.map(({ name, transport }) => (
              <ListenerAccessFields key={name} name={name} transport={transport} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
