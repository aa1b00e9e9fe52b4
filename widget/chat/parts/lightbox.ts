import { html, nothing, render } from 'lit/html.js';
import { say } from '../../data/words.ts';
import { icon } from './icon.ts';
import './lightbox.css';

interface Picture {
  name: string;
  url: string;
}

/** Shows pictures as large as there is room; Esc or a click beside them ends it, and the focus goes back by itself. */
export function showLightbox(pictures: readonly Picture[], first: number): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'lightbox';
  let index = first;
  const go = (step: number) => {
    index = (index + step + pictures.length) % pictures.length;
    draw();
  };
  const draw = () => {
    const picture = pictures[index];
    if (!picture) return;
    dialog.ariaLabel = say('image', { index: index + 1, count: pictures.length });
    render(
      html`<img src=${picture.url} alt=${picture.name} />
        <button class="round close" aria-label=${say('close')} @click=${() => dialog.close()}>${icon('close')}</button>
        ${
          pictures.length > 1
            ? html`<button class="round previous" aria-label=${say('previous')} @click=${() => go(-1)}>${icon('back')}</button>
                <button class="round next" aria-label=${say('next')} @click=${() => go(1)}>${icon('next')}</button>`
            : nothing
        }`,
      dialog,
    );
  };
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowRight') go(1);
    if (event.key === 'ArrowLeft') go(-1);
    event.stopPropagation();
  });
  dialog.addEventListener('close', () => dialog.remove());
  draw();
  (document.querySelector('hubw-chat') ?? document.body).append(dialog);
  dialog.showModal();
}
