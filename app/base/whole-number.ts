/** The whole number that a text is; undefined for one that is none, or is out of the bounds. */
export function wholeNumber(text: string, min: number, max: number): number | undefined {
  const number = /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  return number !== undefined && number >= min && number <= max ? number : undefined;
}
