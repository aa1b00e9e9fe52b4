/** A stretch of a template's text: words that stand, or a blank with what it is filled with; one that is still empty shows its example or key. */
export interface Stretch {
  text: string;
  state: 'fixed' | 'filled' | 'empty';
}

/** A part of a template as the customer would read it, with its blanks `{{key}}` filled. Values are taken as they are, whatever signs are in them. */
export function filled(text: string, values: Record<string, string>, examples: Record<string, string | undefined> = {}): Stretch[] {
  return text.split(/(\{\{[^{}]+\}\})/).flatMap((part): Stretch[] => {
    const key = /^\{\{([^{}]+)\}\}$/.exec(part)?.[1]?.trim();
    if (key === undefined) return part === '' ? [] : [{ text: part, state: 'fixed' }];
    const value = values[key]?.trim();
    return [value ? { text: value, state: 'filled' } : { text: examples[key] ?? key, state: 'empty' }];
  });
}
