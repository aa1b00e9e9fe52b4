/** One step of fetching or starting a database server, for a person to look at. */
export interface ProgressStep {
  /** What is being done, in words: 'Fetching PostgreSQL'. */
  what: string;
  done?: number;
  total?: number;
  /** What `done` and `total` count; bytes are shown in MB. */
  unit?: 'bytes' | 'steps';
}
export type Progress = (step: ProgressStep) => void;

/** Where progress is written: a stream like process.stderr. */
export interface ProgressOutput {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Shows progress on one line that is rewritten in a terminal; elsewhere a plain line per step and per tenth of it. */
export function createProgressLine(output: ProgressOutput): Progress & { end(): void } {
  let last = '';
  let isOpen = false;
  const show = (step: ProgressStep): void => {
    const text = describeStep(output.isTTY ? step : inTenths(step));
    if (text === last) return;
    last = text;
    if (output.isTTY) output.write(`\r\x1b[2K${text}`);
    else output.write(`${text}\n`);
    isOpen = true;
  };
  return Object.assign(show, {
    /** Leaves the line behind, so that what is printed next starts on its own. */
    end() {
      if (isOpen && output.isTTY) output.write('\n');
      isOpen = false;
    },
  });
}

/** The step as one line: 'Fetching PostgreSQL: 71 of 140 MB (51 %)'. */
export function describeStep({ what, done, total, unit = 'steps' }: ProgressStep): string {
  if (done === undefined) return what;
  const count = (value: number): string => (unit === 'bytes' ? (value / 1e6).toFixed(0) : String(value));
  const suffix = unit === 'bytes' ? ' MB' : '';
  if (!total) return `${what}: ${count(done)}${suffix}`;
  return `${what}: ${count(done)} of ${count(total)}${suffix} (${Math.floor((100 * done) / total)} %)`;
}

function inTenths(step: ProgressStep): ProgressStep {
  if (step.done === undefined || !step.total || step.total <= 10) return step;
  return { ...step, done: Math.floor((Math.floor((10 * step.done) / step.total) * step.total) / 10) };
}
