/**
 * Puts the focus on the first number field of a form whose text is no number that it takes; true if there is one. Such
 * a text is in no draft: whoever saves asks here first, or what stood there before would be saved in its place.
 */
export function focusWrongNumber(form: ParentNode | null): boolean {
  const field = form?.querySelector<HTMLElement>('[data-number][aria-invalid="true"]') ?? undefined;
  field?.focus();
  return field !== undefined;
}
