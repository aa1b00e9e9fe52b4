import { sayPage } from './words.ts';
import './share.css';

/** Says what did not work, until it is read. */
export function showComplaint(text: string): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'share';
  const said = document.createElement('p');
  said.id = 'complaint';
  said.textContent = text;
  dialog.setAttribute('aria-labelledby', said.id);
  const row = document.createElement('div');
  row.className = 'row';
  const close = document.createElement('button');
  close.className = 'main';
  close.textContent = sayPage('close');
  close.addEventListener('click', () => dialog.close());
  row.append(close);
  dialog.append(said, row);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}
