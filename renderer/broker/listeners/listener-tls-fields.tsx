import type { ListenerTls } from '../../../app/contract/areas/broker/listener.ts';
import { texts } from '../../texts/en.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ListenerProblems } from './listener-draft.ts';
import { ServerNames } from './server-names.tsx';

const words = texts.listeners.form;
const certificates = (['own', 'files'] as const).map((value) => ({ value, text: words.certificates[value] }));
const certificateFiles = ['certificateFile', 'keyFile'] as const;
const clientChoices = (['none', 'asked', 'required'] as const).map((value) => ({
  value,
  text: words.clientCertificates[value],
}));

interface ListenerTlsFieldsProps {
  readonly tls: ListenerTls;
  readonly problems: ListenerProblems;
  readonly onChange: (tls: ListenerTls) => void;
}

/** Which certificates a listener shows, and which it wants to see. */
export function ListenerTlsFields({ tls, problems, onChange }: ListenerTlsFieldsProps) {
  const change = (changed: Partial<ListenerTls>): void => onChange({ ...tls, ...changed });
  return (
    <>
      <h3>{words.certificate}</h3>
      <CertificateFields tls={tls} problems={problems} onChange={onChange} />
      <ServerNames
        names={tls.serverNames}
        problems={problems.serverNames}
        onChange={(serverNames) => change({ serverNames })}
      />
      <h3>{words.clients}</h3>
      <Segmented
        label={words.clients}
        value={tls.clientCertificates}
        options={clientChoices}
        onChange={(clientCertificates) => change({ clientCertificates })}
      />
      <p className="field-hint">{words.clientMeans[tls.clientCertificates]}</p>
      {tls.clientCertificates === 'none' ? undefined : (
        <>
          <Checkbox
            label={words.trustOwn}
            checked={tls.trustOwn}
            onChange={(trustOwn) => change({ trustOwn })}
          />
          <TextField
            label={words.caFile}
            mono
            hint={words.caFileHint}
            value={tls.caFile ?? ''}
            problem={problems.caFile ? words.caFileNeeded : undefined}
            onChange={(caFile) => change({ caFile })}
          />
        </>
      )}
    </>
  );
}

function CertificateFields({ tls, problems, onChange }: ListenerTlsFieldsProps) {
  const { certificate } = tls;
  const choose = (from: 'own' | 'files'): void =>
    onChange({
      ...tls,
      certificate: from === 'own' ? { from } : { from, certificateFile: '', keyFile: '' },
    });
  return (
    <>
      <Segmented
        label={words.certificate}
        value={certificate.from}
        options={certificates}
        onChange={choose}
      />
      {certificate.from === 'own' ? (
        <p className="field-hint">{words.ownHint}</p>
      ) : (
        certificateFiles.map((name) => (
          <TextField
            key={name}
            className="span-6"
            label={words[name]}
            mono
            hint={words.fileHint}
            value={certificate[name]}
            problem={problems[name] ? words.needed : undefined}
            onChange={(file) => onChange({ ...tls, certificate: { ...certificate, [name]: file } })}
          />
        ))
      )}
    </>
  );
}
