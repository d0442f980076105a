/** The entries of a table of texts as what a select offers, in their order. */
export function options<Value extends string>(
  table: Readonly<Record<Value, string>>,
): readonly { readonly value: Value; readonly text: string }[] {
  return keysOf(table).map((value) => ({ value, text: table[value] }));
}

function keysOf<Value extends string>(table: Readonly<Record<Value, string>>): readonly Value[] {
  return Object.keys(table).filter((key): key is Value => key in table);
}
