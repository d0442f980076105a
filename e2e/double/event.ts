/** An event that a listener may stop. */
interface PreventableEvent {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

export function preventable<T extends object>(details: T): T & PreventableEvent {
  let isPrevented = false;
  return Object.defineProperties(
    Object.assign({}, details, {
      preventDefault: () => {
        isPrevented = true;
      },
      defaultPrevented: false,
    }),
    { defaultPrevented: { get: () => isPrevented } },
  );
}
