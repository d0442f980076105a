import './state-dot.css';

export type DotState = 'idle' | 'busy' | 'on' | 'failed';

/** How something stands, as a colour and a shape: ring, half ring, disc, cross. */
export function StateDot({ state, name }: { readonly state: DotState; readonly name: string }) {
  return (
    <svg className={`state-dot state-dot-${state}`} viewBox="0 0 10 10" role="img" aria-label={name}>
      {shapes[state]}
    </svg>
  );
}

const shapes = {
  idle: <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  busy: (
    <>
      <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M5 1.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" />
    </>
  ),
  on: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  failed: <path d="M2 2l6 6M8 2l-6 6" stroke="currentColor" strokeWidth="2" fill="none" />,
} as const;
