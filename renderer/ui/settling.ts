/** Milliseconds that something has to go on before it counts, and to be over before it no longer does. */
interface SettlingTimes {
  readonly on: number;
  readonly off: number;
}

/** Runs the task after so many milliseconds, unless what it answers is called before. */
type Later = (milliseconds: number, task: () => void) => () => void;

/** Told again and again whether something goes on; tells it once that has lasted. At first nothing does. */
export function settling(
  { on, off }: SettlingTimes,
  later: Later,
  settled: (isOn: boolean) => void,
): (isOn: boolean) => void {
  let told = false;
  let cancel: (() => void) | undefined;
  return (isOn) => {
    if (isOn === told) {
      cancel?.();
      cancel = undefined;
      return;
    }
    cancel ??= later(isOn ? on : off, () => {
      cancel = undefined;
      told = isOn;
      settled(isOn);
    });
  };
}
