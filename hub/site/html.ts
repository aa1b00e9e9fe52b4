/** Markup that is safe to send: written by us, or escaped. */
export interface Html {
  readonly markup: string;
}

type Value = Html | string | number | null | false | readonly (Html | null | false)[];

/** Markup from a template; every value that is not markup itself is escaped, null and false leave nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: strings.reduce((whole, string, index) => whole + write(values[index - 1] ?? null) + string) };
}

function write(value: Value): string {
  if (value === null || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return 'markup' in value ? value.markup : value.map(write).join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
