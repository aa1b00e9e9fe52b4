import { Readable } from 'node:stream';
import { parse as parseStream } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import type { DataJobView } from '../../../api/customers/data-jobs.ts';
import { HubError } from '../../../core/error.ts';

type FileView = NonNullable<DataJobView['file']>;
/** How a file's bytes become rows. */
export type CsvFormat = Pick<FileView, 'encoding' | 'delimiter'>;

/** One row that is not empty, with its place: 1 is the line of headers. */
export interface CsvRow {
  row: number;
  cells: string[];
}

const delimiters = [',', ';', '\t', '|'];
const sampledCharacters = 20_000;
const mostColumns = 200;

/** What the bytes of a CSV file are: by its byte order mark, else UTF-8 where it is valid, else windows-1251. */
export function detectFormat(bytes: Buffer): CsvFormat {
  const encoding = detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, sampledCharacters * 2)).slice(0, sampledCharacters);
  if (text.includes('\0')) throw unreadable('binary');
  return { encoding, delimiter: detectDelimiter(text) };
}

function detectEncoding(bytes: Buffer): CsvFormat['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    // Not valid UTF-8: what spreadsheets of Russian Windows write.
    return 'windows-1251';
  }
}

/** The delimiter by which the first lines have most columns, and as many each. */
function detectDelimiter(text: string): string {
  const whole = text.includes('\n') && text.length >= sampledCharacters ? text.slice(0, text.lastIndexOf('\n')) : text;
  const scored = delimiters.map((delimiter) => {
    const rows = tryParse(whole, delimiter);
    const columns = rows[0]?.length ?? 0;
    const alike = rows.filter((row) => row.length === columns).length;
    return { delimiter, score: columns > 1 ? columns * (alike / rows.length) : 0 };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.delimiter : ',';
}

function tryParse(text: string, delimiter: string): string[][] {
  try {
    return parseAtOnce(text, { ...options(delimiter), to_line: 20 });
  } catch {
    return []; // Not by this one: an open quote, say.
  }
}

/** Every row of a file that is not empty, one after the other. Throws data-job.file-unreadable. */
export async function* readRows(content: Readable, { encoding, delimiter }: CsvFormat): AsyncGenerator<CsvRow> {
  const parser = parseStream(options(delimiter));
  const text = Readable.from(decode(content, encoding));
  text.once('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let row = 0;
  try {
    for await (const cells of parser) {
      row += 1;
      // The parser's rows are lists of texts, as no option makes objects of them.
      const texts = cells as string[];
      if (texts.length > mostColumns) throw unreadable('too-many-columns');
      yield { row, cells: texts.map((cell) => cell.trim()) };
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw unreadable('broken', { row: row + 1 }, error);
    throw error;
  } finally {
    content.destroy();
  }
}

async function* decode(content: Readable, encoding: CsvFormat['encoding']): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of content) {
    // A file's stream without an encoding gives buffers.
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
}

function options(delimiter: string) {
  return {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  } as const;
}

/** The refusal of a file that is no CSV. */
export function unreadable(reason: string, details: Record<string, unknown> = {}, cause?: unknown): HubError {
  return new HubError('data-job.file-unreadable', { reason, ...details }, { cause });
}
