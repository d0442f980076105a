import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import type { ContractError } from '../../../app/contract/answer.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { IssueCertificate } from './issue-certificate.tsx';
import { savePem } from './save-pem.ts';

const words = texts.listeners.authority;

interface AuthorityBoxProps {
  readonly file: string;
  readonly isMade: boolean;
}

/** The app's own CA: what devices are to trust, and certificates for clients. */
export function AuthorityBox({ file, isMade }: AuthorityBoxProps) {
  const read = useApp((state) => state.readAuthority);
  const copyText = useApp((state) => state.copyText);
  const [error, setError] = useState<ContractError>();
  const withCertificate = async (use: (pem: string) => void): Promise<void> => {
    const answer = await read();
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) use(answer.value.certificate);
  };
  return (
    <section className="authority" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p>{words.text}</p>
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <div className="authority-row">
        <Button onClick={() => void withCertificate((pem) => savePem(pem, 'topicscope-ca.crt'))}>
          <Download aria-hidden="true" />
          {words.save}
        </Button>
        <Button onClick={() => void withCertificate((pem) => void copyText(pem, words.certificate))}>
          <Copy aria-hidden="true" />
          {words.copy}
        </Button>
      </div>
      <div className="authority-row">
        <span className="field-hint">{isMade ? words.file : words.fileLater}</span>
        <code>{file}</code>
        <IconButton name={words.copyPath} onClick={() => void copyText(file, words.path)}>
          <Copy aria-hidden="true" />
        </IconButton>
      </div>
      <p className="field-hint">{words.keyHint}</p>
      <IssueCertificate />
    </section>
  );
}
