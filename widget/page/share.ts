import { renderSVG } from 'uqr';
import { sayPage } from './words.ts';
import './share.css';

/** Shows the page's link with its code, to be scanned or copied. Never a conversation's: who opens it begins their own. */
export function sharePage({ url, title }: { url: string; title: string }): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'share';
  dialog.setAttribute('aria-labelledby', 'share-title');
  const heading = document.createElement('h2');
  heading.id = 'share-title';
  heading.textContent = sayPage('share');
  const hint = document.createElement('p');
  hint.textContent = sayPage('shareHint', { name: title });
  const code = document.createElement('img');
  code.alt = url;
  code.src = `data:image/svg+xml,${encodeURIComponent(renderSVG(url, { border: 2 }))}`;
  const link = document.createElement('input');
  link.readOnly = true;
  link.value = url;
  link.setAttribute('aria-label', sayPage('share'));
  link.addEventListener('focus', () => link.select());
  const copy = button(sayPage('copy'), 'main', () => {
    void navigator.clipboard.writeText(url).then(
      () => (copy.textContent = sayPage('copied')),
      () => link.select(),
    );
  });
  copy.autofocus = true;
  const close = button(sayPage('close'), 'choice', () => dialog.close());
  const row = document.createElement('div');
  row.className = 'row';
  row.append(copy, close);
  dialog.append(heading, hint, code, link, row);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function button(label: string, className: string, run: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.className = className;
  made.textContent = label;
  made.addEventListener('click', run);
  return made;
}
