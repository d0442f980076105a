import type { Tuning, TuningLayer } from '../../../app/contract/areas/broker/tuning.ts';

/** What each control of a layer is given. */
export interface LayerControlProps {
  readonly layer: TuningLayer;
  /** What holds where the layer says nothing. */
  readonly inherited: Tuning;
  readonly onChange: (change: TuningLayer) => void;
}
