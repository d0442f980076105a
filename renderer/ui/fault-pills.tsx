import './badge.css';

interface FaultPillsProps {
  /** One phrase for each fault that touched a packet: `lossy radio: dropped`. */
  readonly faults: readonly string[];
  /** What such a phrase is, for who hears it: `Fault: lossy radio: dropped`. */
  readonly name: (fault: string) => string;
}

/** What faults on purpose did with a packet: never to be taken for what the peer did. */
export function FaultPills({ faults, name }: FaultPillsProps) {
  return faults.map((fault) => (
    <span key={fault} className="badge badge-warn fault-pill" title={name(fault)}>
      <span aria-hidden="true" className="ellipsis">
        {fault}
      </span>
      <span className="visually-hidden">{name(fault)}</span>
    </span>
  ));
}
