import { TriangleAlert } from 'lucide-react';
import { areFaultsOn } from '../state/faults-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';

const words = texts.faults;

/** Stands there as long as packets may be touched on purpose, and leads to the rules. */
export function FaultMark() {
  const isOn = useApp(areFaultsOn);
  const rules = useApp((state) => state.faults?.rules.filter(({ enabled }) => enabled).length ?? 0);
  const showTab = useApp((state) => state.showBrokerTab);
  const showScreen = useApp((state) => state.showScreen);
  if (!isOn) return undefined;
  const show = (): void => {
    showTab('faults');
    showScreen('broker');
  };
  return (
    <Button kind="quiet" className="fault-mark" title={words.markHint} onClick={show}>
      <TriangleAlert aria-hidden="true" />
      {words.mark(rules)}
    </Button>
  );
}
