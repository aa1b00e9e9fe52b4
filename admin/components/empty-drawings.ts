import { svg, type TemplateResult } from 'lit';

/*
 * Line drawings of one family, 144 by 96, in the theme's colours: a grey outline (`ink`) on the page (`paper`), one thing in the accent
 * (`tint` filled, `mark` drawn). Loaded when the first of them is needed.
 */

const ground = svg`<ellipse class="ground" cx="72" cy="88" rx="48" ry="4" />`;
const row = (y: number) =>
  svg`<rect class="paper ink" x="26" y=${y} width="80" height="20" rx="6" /><circle class="fill" cx="38" cy=${y + 10} r="4" /><path
    class="ink"
    d="M48 ${y + 7}h34M48 ${y + 13}h20"
  />`;

/** What stands over the words where nothing is, by what is missing. */
export const emptyDrawings = {
  /** Nothing is open yet. */
  chat: svg`<path class="paper ink" d="M34 18h44a9 9 0 0 1 9 9v16a9 9 0 0 1-9 9H50L38 62V52h-4a9 9 0 0 1-9-9V27a9 9 0 0 1 9-9z" /><path
    class="ink"
    d="M38 31h36M38 39h22"
  /><path class="tint mark" d="M76 46h30a9 9 0 0 1 9 9v10a9 9 0 0 1-9 9h-2v9l-11-9H76a9 9 0 0 1-9-9V55a9 9 0 0 1 9-9z" /><path
    class="mark"
    d="M80 60h.01M91 60h.01M102 60h.01"
    stroke-width="3.5"
  />`,
  /** A list that is empty for now. */
  tray: svg`<path class="paper ink" d="M32 54 43 34h58l11 20v22a6 6 0 0 1-6 6H38a6 6 0 0 1-6-6z" /><path
    class="ink"
    d="M32 54h20c3 0 4 2 5 5s3 5 6 5h18c3 0 5-2 6-5s2-5 5-5h20"
  /><path class="tint mark" d="M64 8h20a7 7 0 0 1 7 7v6a7 7 0 0 1-7 7h-8l-7 6v-6h-5a7 7 0 0 1-7-7v-6a7 7 0 0 1 7-7z" /><path
    class="mark"
    d="M65 15h18M65 21h10"
  />`,
  /** All is done. */
  done: svg`<rect class="paper ink" x="38" y="16" width="68" height="64" rx="9" /><path class="ink" d="M50 30h44M50 66h30" /><circle
    class="tint mark"
    cx="72"
    cy="48"
    r="14"
  /><path class="mark" d="m65 48 5 5 9-10" />`,
  /** Nothing fits what was searched or filtered for. */
  search: svg`${row(10)}${row(35)}${row(60)}<circle class="tint mark" cx="98" cy="54" r="17" /><path class="mark" d="m110 66 12 12" stroke-width="3" /><path
    class="mark"
    d="m92 48 12 12M104 48 92 60"
  />`,
  /** Nobody is there. */
  people: svg`<rect class="paper ink" x="20" y="26" width="44" height="52" rx="8" transform="rotate(-8 42 52)" /><rect
    class="paper ink"
    x="80"
    y="26"
    width="44"
    height="52"
    rx="8"
    transform="rotate(8 102 52)"
  /><rect class="paper ink" x="44" y="14" width="56" height="66" rx="9" /><circle class="tint mark" cx="72" cy="36" r="10" /><path
    class="tint mark"
    d="M54 66c0-10 8-16 18-16s18 6 18 16z"
  />`,
  /** Nobody is on the site. */
  site: svg`<rect class="paper ink" x="24" y="14" width="96" height="66" rx="8" /><path class="ink" d="M24 30h96M36 44h40M36 53h28M36 62h34" /><path
    class="ink"
    d="M34 22h.01M41 22h.01M48 22h.01"
    stroke-width="3"
  /><path class="tint mark" d="m84 44 26 11-11 4-5 11z" />`,
  /** It could not be loaded. */
  broken: svg`<path class="ink" d="M12 60c14 0 12-10 26-10h8M132 40c-14 0-12 10-26 10h-8" /><path
    class="paper ink"
    d="M46 38h8c6 0 9 5 9 12s-3 12-9 12h-8a4 4 0 0 1-4-4V42a4 4 0 0 1 4-4zM98 38h-9a8 8 0 0 0-8 8v8a8 8 0 0 0 8 8h9a4 4 0 0 0 4-4V42a4 4 0 0 0-4-4z"
  /><path class="ink" d="M63 45h7M63 55h7" /><path class="mark" d="M73 30v-9M66 32l-6-6M80 32l6-6" />`,
  /** One may not. */
  locked: svg`<rect class="paper ink" x="44" y="40" width="56" height="42" rx="9" /><path class="ink" d="M56 40v-9a16 16 0 0 1 32 0v9" /><circle
    class="tint mark"
    cx="72"
    cy="57"
    r="5"
  /><path class="mark" d="M72 62v8" />`,
  /** It is gone, or never was. */
  missing: svg`<path class="paper ink" stroke-dasharray="5 5" d="M52 10h30l16 16v50a6 6 0 0 1-6 6H52a6 6 0 0 1-6-6V16a6 6 0 0 1 6-6z" /><path
    class="ink"
    d="M82 10v10a6 6 0 0 0 6 6h10"
  /><path class="mark" d="M64 44a8 8 0 1 1 12 7c-3 2-4 3-4 6" stroke-width="2" /><path class="mark" d="M72 64h.01" stroke-width="3.5" />`,
  /** None of a kind has been made yet. */
  blank: svg`${row(18)}<rect class="ink" fill="none" stroke-dasharray="5 5" x="26" y="48" width="80" height="24" rx="6" /><circle
    class="tint mark"
    cx="106"
    cy="60"
    r="12"
  /><path class="mark" d="M106 55v10M101 60h10" />`,
} satisfies Record<string, TemplateResult>;

/** The name of a drawing. */
export type EmptyDrawing = keyof typeof emptyDrawings;

/** A drawing for the place over an empty state's words; screen readers hear nothing of it. */
export function drawEmpty(name: EmptyDrawing): TemplateResult {
  return svg`${ground}${emptyDrawings[name]}`;
}
