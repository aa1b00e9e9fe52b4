/** What was begun to be typed and can be finished from a list. */
export interface Trigger {
  kind: 'quick-reply' | 'mention' | 'emoji';
  /** What stands after the sign. */
  query: string;
  /** Where the sign stands; the list's choice replaces everything from there to the caret. */
  from: number;
}

const quickReply = /(?:^|\s)\/([\p{L}\p{N}_-]{0,32})$/u;
/** A name may have a space in it. */
const mention = /(?:^|[\s(])@([\p{L}\p{N}_.'-]{0,40}(?: [\p{L}\p{N}_.'-]{0,40})?)$/u;
/** Two letters at least: a colon before a bracket or a time is none. */
const emoji = /(?:^|\s):([\p{L}][\p{L}_+-]{1,30})$/u;

/** What stands before the caret that a list can finish: `/` at the start or after a space, `@` in notes, `:` with two letters. */
export function findTrigger(text: string, caret: number, { canMention }: { canMention: boolean }): Trigger | null {
  const before = text.slice(Math.max(0, caret - 120), caret);
  const found = [['quick-reply', quickReply], ...(canMention ? ([['mention', mention]] as const) : []), ['emoji', emoji]] as const;
  for (const [kind, pattern] of found) {
    const query = pattern.exec(before)?.[1];
    if (query !== undefined) return { kind, query, from: caret - query.length - 1 };
  }
  return null;
}
