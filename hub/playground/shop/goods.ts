import type { ShopLanguage } from './words.ts';

/** Something on the shelf. */
export interface Cup {
  id: string;
  name: Record<ShopLanguage, string>;
  price: Record<ShopLanguage, string>;
  ml: number;
  glaze: 'honey' | 'clay' | 'sea' | 'moss';
  /** Its outline, from the rim down to the foot and up again. */
  shape: string;
}

const straight = 'M30 32h60v46q0 12-12 12H42q-12 0-12-12z';
const round = 'M26 36h68q2 54-34 54T26 36z';
const tall = 'M36 18h48l-5 66q-1 6-7 6H48q-6 0-7-6z';

/** Everything on the shelf. */
export const cups: readonly Cup[] = [
  cup('morning', ['Morning', 'Утро'], ['€24', '2 400 ₽'], { ml: 280, glaze: 'honey', shape: straight }),
  cup('harbour', ['Harbour', 'Гавань'], ['€26', '2 600 ₽'], { ml: 350, glaze: 'sea', shape: round }),
  cup('forest', ['Forest', 'Лес'], ['€22', '2 200 ₽'], { ml: 120, glaze: 'moss', shape: straight }),
  cup('brick', ['Brick', 'Кирпич'], ['€19', '1 900 ₽'], { ml: 90, glaze: 'clay', shape: round }),
  cup('dune', ['Dune', 'Дюна'], ['€28', '2 800 ₽'], { ml: 420, glaze: 'honey', shape: tall }),
  cup('rain', ['Rain', 'Дождь'], ['€27', '2 700 ₽'], { ml: 380, glaze: 'sea', shape: tall }),
];

function cup(id: string, [en, ru]: [string, string], [euro, rouble]: [string, string], rest: Pick<Cup, 'ml' | 'glaze' | 'shape'>): Cup {
  return { id, name: { en, ru }, price: { en: euro, ru: rouble }, ...rest };
}

/** A cup as a drawing; what it is stands beside it in words. */
export function draw({ glaze, shape }: Cup): string {
  return `<svg class="cup ${glaze}" viewBox="0 0 130 110" aria-hidden="true"><ellipse class="shade" cx="60" cy="96" rx="40" ry="6"/><path class="handle" d="M88 44q26-4 22 16t-28 16"/><g style="clip-path:path('${shape}')"><path class="body" d="M0 0h120v110H0z"/><path class="drip" d="M0 0h120v48q-8 12-14 0-7 18-15 2-8 10-15-2-8 16-16 0-8 8-16-2-8 14-15 0-8 10-15 0-7 8-14-2z"/></g></svg>`;
}
