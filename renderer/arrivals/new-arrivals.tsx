import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import './new-arrivals.css';

interface NewArrivalsProps {
  readonly rows: number;
  readonly hint: string;
  readonly onShow: () => void;
}

/** How many rows came since the list stands still; pressed, it shows them. */
export function NewArrivals({ rows, hint, onShow }: NewArrivalsProps) {
  if (rows === 0) return undefined;
  return (
    <Button className="new-arrivals tabular" title={hint} onClick={onShow}>
      {texts.arrivals.newRows(rows)}
    </Button>
  );
}
