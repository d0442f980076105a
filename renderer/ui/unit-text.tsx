import './unit-text.css';

/** A number with its unit, `43.1 s`: below each other on the right, the numbers end at one edge whatever their units. */
export function UnitText({ text }: { readonly text: string }) {
  const space = text.lastIndexOf(' ') + 1;
  if (space === 0) {
    return (
      <>
        {text}
        <span className="unit-text" />
      </>
    );
  }
  return (
    <>
      {text.slice(0, space)}
      <span className="unit-text">{text.slice(space)}</span>
    </>
  );
}
