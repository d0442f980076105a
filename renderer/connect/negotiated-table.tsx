import type { ConnectionDetail } from '../../app/contract/areas/connection.ts';
import { texts } from '../texts/en.ts';

const words = texts.connect.panel;

interface NegotiatedTableProps {
  readonly connack: Exclude<ConnectionDetail['connack'], undefined>;
}

/** CONNECT beside CONNACK. */
export function NegotiatedTable({ connack }: NegotiatedTableProps) {
  const { reason, sessionPresent, values, userProperties } = connack;
  return (
    <section className="connection-section" aria-label={words.negotiated}>
      <h3>{words.negotiated}</h3>
      <table className="facts">
        <thead>
          <tr>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.asked}</th>
            <th scope="col">{words.granted}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{words.reason}</th>
            <td />
            <td className="mono" title={reason.cause}>
              {reasonText(reason)}
            </td>
          </tr>
          <tr>
            <th scope="row">{words.sessionPresent}</th>
            <td />
            <td>{sessionPresent ? words.present.true : words.present.false}</td>
          </tr>
          {values.map(({ name, asked, granted }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="mono">{asked}</td>
              <td className="mono">{granted}</td>
            </tr>
          ))}
          {userProperties.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the broker's and names may repeat
            <tr key={index}>
              <th scope="row">{words.userProperty}</th>
              <td />
              <td className="mono">
                {name} = {value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** `0x87 Not authorized`. */
export function reasonText({ code, name }: { readonly code: number; readonly name: string }): string {
  return `0x${code.toString(16).padStart(2, '0')} ${name}`;
}
