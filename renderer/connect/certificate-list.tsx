import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import { texts } from '../texts/en.ts';

const words = texts.connect.panel;

interface CertificateListProps {
  /** The broker's own first. */
  readonly certificates: ConnectionDetail['certificates'];
}

/** The chain of certificates that the broker showed. */
export function CertificateList({ certificates }: CertificateListProps) {
  if (certificates.length === 0) return undefined;
  const names = words.certificate;
  return (
    <section className="connection-section" aria-label={words.certificates}>
      <h3>{words.certificates}</h3>
      <ol className="certificates">
        {certificates.map((one) => (
          <li key={one.fingerprint256}>
            <dl className="facts-list">
              <dt>{names.subject}</dt>
              <dd>{one.subject}</dd>
              <dt>{names.issuer}</dt>
              <dd>{one.issuer}</dd>
              <dt>{names.names}</dt>
              <dd>{one.names}</dd>
              <dt>{names.valid}</dt>
              <dd>{names.range(one.validFrom, one.validTo)}</dd>
              <dt>{names.fingerprint}</dt>
              <dd className="mono">{one.fingerprint256}</dd>
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}
