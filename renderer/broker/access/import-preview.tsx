import type { CallOutput } from '../../../app/contract/contract-types.ts';
import type { ForeignFile } from '../../state/access-slice.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { whoText } from './rule-text.ts';

const words = texts.access;

interface ImportPreviewProps {
  readonly file: ForeignFile;
  readonly preview: CallOutput<'access.preview'>;
  readonly onClose: () => void;
}

/** What an import would bring and what it would leave out, line by line. */
export function ImportPreview({ file, preview, onClose }: ImportPreviewProps) {
  const there = useApp((state) => state.access?.allRules ?? 0);
  const importAccess = useApp((state) => state.importAccess);
  const { users, allUsers, replacedUsers, rules, allRules } = preview;
  const isUsers = file.kind === 'passwords';
  const all = isUsers ? allUsers : allRules;
  const hidden = all - (isUsers ? users.length : rules.length);
  const apply = (): void => {
    onClose();
    void importAccess(file);
  };
  return (
    <Dialog
      title={words.importTitle[file.kind]}
      description={isUsers ? words.importUsers(allUsers, replacedUsers) : words.importRules(allRules, there)}
      closeName={words.close}
      size="large"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" disabled={all === 0} onClick={apply}>
            {words.importAct}
          </Button>
        </>
      }
    >
      <div className="access-preview">
        <Taken preview={preview} />
        {hidden > 0 ? <p className="field-hint">{words.more(hidden)}</p> : undefined}
        <LeftOut preview={preview} />
      </div>
    </Dialog>
  );
}

type PreviewProps = Pick<ImportPreviewProps, 'preview'>;

function Taken({ preview: { users, rules } }: PreviewProps) {
  return (
    <ol className="access-preview-list">
      {users.map((name) => (
        <li key={name} className="access-name">
          {name}
        </li>
      ))}
      {rules.map((rule, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place
        <li key={place}>
          <span className={`access-${rule.effect}`}>{words.effects[rule.effect]}</span>{' '}
          {words.actionsInFull[rule.action]} <code>{rule.filter}</code> · {whoText(rule.who)}
        </li>
      ))}
    </ol>
  );
}

function LeftOut({ preview: { problems, allProblems } }: PreviewProps) {
  if (allProblems === 0) return undefined;
  const hidden = allProblems - problems.length;
  return (
    <>
      <h4>{words.left(allProblems)}</h4>
      <ul className="access-preview-list">
        {problems.map(({ line, text }) => (
          <li key={line}>
            <b>{words.line(line)}</b> {text}
          </li>
        ))}
      </ul>
      {hidden > 0 ? <p className="field-hint">{words.more(hidden)}</p> : undefined}
    </>
  );
}
