/** What a text of an agent is meant for. */
export type Intent =
  | { kind: 'reply'; text: string }
  | { kind: 'note'; text: string }
  /** Looks like a command or a mistyped prefix: kept as a note, and the agent is told. */
  | { kind: 'doubtful'; text: string };

/** Spaces and signs without width that a keyboard or a paste may put before the prefix. */
const blank =
  /^[\s\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0]+/u;

/** `//` and `!`, also as full-width signs of other keyboards. */
const prefix = /^(?:[/\u2215\u2044\uFF0F]{2,}|[!\uFF01\u00A1])/u;
const noteCommand = /^[/\uFF0F]note(?:@\w+)?(?=\s|$)/iu;

/** Reads the prefix of a text or caption. What can't be decided never counts as a reply: a note that was meant as a reply is repaired by sending it again, the reverse is not. */
export function readIntent(text: string): Intent {
  const bare = text.replace(blank, '');
  const command = noteCommand.exec(bare);
  if (command) return { kind: 'note', text: bare.slice(command[0].length).trim() };
  const found = prefix.exec(bare);
  if (found) return { kind: 'note', text: bare.slice(found[0].length).trim() };
  if (/^[/\\\uFF0F\u2215\u2044]/u.test(bare)) return { kind: 'doubtful', text };
  return { kind: 'reply', text };
}
