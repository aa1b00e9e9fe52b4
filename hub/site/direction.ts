/** Languages that are written from right to left. */
const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'iw', 'ku', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

/** Which way a page of a language such as `ar-EG` is laid out; a script written out (`az-Arab`, `ku-Latn`) says it better. */
export function directionOf(language = ''): 'ltr' | 'rtl' {
  const [name = '', ...parts] = language.toLowerCase().split(/[-_]/);
  const script = parts.find((part) => part.length === 4);
  if (script !== undefined) return ['arab', 'hebr', 'syrc', 'thaa', 'nkoo', 'adlm'].includes(script) ? 'rtl' : 'ltr';
  return rightToLeft.has(name) ? 'rtl' : 'ltr';
}
