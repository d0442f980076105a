import { Copy } from 'lucide-react';
import { visible } from '../../app/base/visible.ts';
import type { PacketDetail } from '../../app/contract/areas/history.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';

const words = texts.inspect.properties;

/** The properties of MQTT 5.0 in the order of the packet. */
export function PropertiesTab({ detail }: { readonly detail: PacketDetail }) {
  const copyText = useApp((state) => state.copyText);
  const { properties, protocolVersion } = detail;
  if (properties.length === 0) {
    const version = texts.inspect.facts.versions[protocolVersion];
    return <p className="inspector-note">{protocolVersion === 5 ? words.none : words.below5(version)}</p>;
  }
  return (
    <table className="properties" aria-label={words.label}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.value}</th>
        </tr>
      </thead>
      <tbody>
        {properties.map(({ name, value, cut }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is the packet's and names may repeat
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>
              <span className="mono">{visible(value)}</span>
              {cut > 0 ? <span className="properties-cut"> {words.cut(cut)}</span> : undefined}
            </td>
            <td className="properties-copy">
              <IconButton name={words.copy(name)} onClick={() => void copyText(value, name)}>
                <Copy aria-hidden="true" />
              </IconButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
