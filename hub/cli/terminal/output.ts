/** Where a command's results go: readable text, or with `--json` one line of JSON that another program parses. */
export interface Output {
  isJson: boolean;
  /** Prints a result: `value` as JSON, or `text` for people. */
  show(value: unknown, text: string): void;
  /** Tells people something beside the result, on stderr, so that it never mixes with it. Silent with `--json`. */
  tell(text: string): void;
}

/** Makes the output of one run. */
export function createOutput({ isJson }: { isJson: boolean }): Output {
  return {
    isJson,
    show: (value, text) => void process.stdout.write(`${isJson ? JSON.stringify(value) : text}\n`),
    tell: (text) => {
      if (!isJson) process.stderr.write(`${text}\n`);
    },
  };
}

/** Rows under their headings, aligned; what is too long for a sane column is cut with an ellipsis. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings.map((heading) => heading.toUpperCase()), ...rows.map((row) => row.map(cut))];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Names and values of one thing, a line each. */
export function formatRecord(fields: Readonly<Record<string, string | number | undefined>>): string {
  const shown = Object.entries(fields).filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${value ?? ''}`).join('\n');
}

const widest = 80;

function cut(cell: string): string {
  const line = cell.replace(/\s+/g, ' ');
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
}
