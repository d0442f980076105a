import { useEffect } from 'react';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import './access.css';
import { AccessEntry } from './access-entry.tsx';
import { AccessImport } from './access-import.tsx';
import { AccessRefusals } from './access-refusals.tsx';
import { AccessRules } from './access-rules.tsx';
import { AccessTester } from './access-tester.tsx';
import { AccessUsers } from './access-users.tsx';

/** Who may connect to the broker, what each may do, and what was refused. */
export function AccessPanel() {
  const follow = useApp((state) => state.followAccess);
  const isKnown = useApp((state) => state.access !== undefined);
  const problem = useApp((state) => state.access?.problem);
  useEffect(() => {
    follow(true);
    return () => follow(false);
  }, [follow]);
  if (!isKnown) return undefined;
  return (
    <section className="access-panel" aria-label={texts.access.label}>
      {problem === undefined ? undefined : (
        <div className="access-problem">
          <ErrorBox message={problem} />
        </div>
      )}
      <div className="access-side">
        <AccessEntry />
        <AccessUsers />
        <AccessImport />
      </div>
      <div className="access-main">
        <AccessRules />
        <AccessTester />
        <AccessRefusals />
      </div>
    </section>
  );
}
