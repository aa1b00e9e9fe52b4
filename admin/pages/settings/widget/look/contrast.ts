type Rgb = readonly [number, number, number];

/** From so much on text is easy to read (WCAG 2.2, 1.4.3 AA). */
export const enough = 4.5;
/** From so much on a button stands out from the page around it (WCAG 2.2, 1.4.11). */
const standsOut = 3;

/** How a colour does: of its text (black or white, whichever contrasts more), and of the button on white and on dark pages. */
export interface Contrast {
  onColour: '#000000' | '#ffffff';
  text: number;
  page: number;
  /** `hard-to-read`: the text on it; `pale`: the button on a white page. */
  verdict: 'good' | 'hard-to-read' | 'pale';
  /** The nearest colour of the same hue that is good; null where it is good already. */
  suggestion: string | null;
}

/** Judges `#rrggbb`; null for what is no such colour. */
export function judge(colour: string): Contrast | null {
  const rgb = parse(colour);
  if (!rgb) return null;
  const { onColour, text } = bestText(rgb);
  const page = ratio(rgb, [255, 255, 255]);
  const verdict = page < standsOut ? 'pale' : text < enough ? 'hard-to-read' : 'good';
  return { onColour, text, page, verdict, suggestion: verdict === 'good' ? null : nearestGood(rgb) };
}

/** Black or white on a colour, whichever contrasts more. */
function bestText(rgb: Rgb): { onColour: Contrast['onColour']; text: number } {
  const [white, black] = [ratio(rgb, [255, 255, 255]), ratio(rgb, [0, 0, 0])];
  return white >= black ? { onColour: '#ffffff', text: white } : { onColour: '#000000', text: black };
}

/** Darker step by step, as darker is what stands out on white; black at the latest is good. */
function nearestGood(rgb: Rgb): string {
  for (let keep = 0.98; keep > 0; keep -= 0.02) {
    const [r, g, b] = rgb;
    const darker: Rgb = [Math.round(r * keep), Math.round(g * keep), Math.round(b * keep)];
    if (ratio(darker, [255, 255, 255]) >= standsOut && bestText(darker).text >= enough) return write(darker);
  }
  return '#000000';
}

function ratio(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]; // two went in
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number]; // three went in
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function parse(colour: string): Rgb | null {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!digits) return null;
  const [, r = '', g = '', b = ''] = digits;
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)];
}

function write(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
