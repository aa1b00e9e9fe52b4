import { svg, type SVGTemplateResult } from 'lit';

const draw = (shape: SVGTemplateResult): SVGTemplateResult =>
  svg`<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;

/** The page's icons, each as wide as the text around it. */
export const icons = {
  send: draw(svg`<path d="M4 12 20 4l-5 16-3.500-6.500z" fill="currentColor" />`),
  clip: draw(
    svg`<path d="m20 11-8.300 8.300a5 5 0 0 1-7-7L13 4a3.300 3.300 0 0 1 4.700 4.700l-8.300 8.200a1.700 1.700 0 0 1-2.300-2.300L14.500 7" />`,
  ),
  check: draw(svg`<path d="m5 13 4 4L19 7" />`),
  checks: draw(svg`<path d="m2 13 4 4L15 7" /><path d="m12 16 1 1L22 7" />`),
  close: draw(svg`<path d="M6 6l12 12M18 6 6 18" />`),
  more: draw(svg`<circle cx="12" cy="5" r="1" /><circle cx="12" cy="12" r="1" /><circle cx="12" cy="19" r="1" />`),
  back: draw(svg`<path d="m14 6-6 6 6 6" />`),
  plus: draw(svg`<path d="M12 5v14M5 12h14" />`),
  lock: draw(svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`),
  reply: draw(svg`<path d="m9 7-5 5 5 5" /><path d="M4 12h9a6 6 0 0 1 6 6" />`),
  pencil: draw(svg`<path d="M5 19h3L19 8l-3-3L5 16z" />`),
  play: draw(svg`<path d="M8 5v14l11-7z" fill="currentColor" />`),
  pause: draw(svg`<path d="M8 5v14M16 5v14" stroke-width="4" />`),
  file: draw(svg`<path d="M7 3h7l5 5v13H7z" /><path d="M14 3v5h5" />`),
  pin: draw(
    svg`<path d="M12 21s7-6.200 7-11.500A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21z" fill="currentColor" /><circle cx="12" cy="9.500" r="2.200" fill="#fff" stroke="none" />`,
  ),
  sun: draw(
    svg`<circle cx="12" cy="12" r="4" /><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400" />`,
  ),
  moon: draw(svg`<path d="M19 14.500A8 8 0 0 1 9.500 5a7.500 7.500 0 1 0 9.500 9.500z" />`),
  bolt: draw(svg`<path d="M13 3 5 14h6l-1 7 8-11h-6z" />`),
};
