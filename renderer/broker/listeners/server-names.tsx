import { Plus, X } from 'lucide-react';
import type { ListenerTls } from '../../../app/contract/areas/broker/listener.ts';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ListenerProblems } from './listener-draft.ts';

const words = texts.listeners.form;

type ServerName = ListenerTls['serverNames'][number];

interface ServerNamesProps {
  readonly names: readonly ServerName[];
  readonly problems: ListenerProblems['serverNames'];
  readonly onChange: (names: ServerName[]) => void;
}

/** Certificates for clients that name the server they want. */
export function ServerNames({ names, problems, onChange }: ServerNamesProps) {
  const change = (index: number, changed: Partial<ServerName>): void =>
    onChange(names.map((one, at) => (at === index ? { ...one, ...changed } : one)));
  return (
    <>
      {names.length === 0 ? undefined : <span className="field-label">{words.serverNames}</span>}
      {names.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name while they are typed.
        <div key={index} className="listener-server-name">
          <TextField
            label={words.serverName}
            mono
            value={one.name}
            problem={problems[index]?.name === true ? words.serverNameProblem : undefined}
            onChange={(name) => change(index, { name })}
          />
          <TextField
            label={words.certificateFile}
            mono
            value={one.certificateFile}
            problem={problems[index]?.files === true ? words.needed : undefined}
            onChange={(certificateFile) => change(index, { certificateFile })}
          />
          <TextField
            label={words.keyFile}
            mono
            value={one.keyFile}
            onChange={(keyFile) => change(index, { keyFile })}
          />
          <IconButton
            name={words.removeServerName(one.name)}
            onClick={() => onChange(names.filter((_, at) => at !== index))}
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...names, { name: '', certificateFile: '', keyFile: '' }])}>
          <Plus aria-hidden="true" />
          {words.addServerName}
        </Button>
      </div>
    </>
  );
}
