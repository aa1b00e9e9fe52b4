import type { Core } from '../data/core.ts';
import { sayPage } from './words.ts';
import './share.css';

/** Asks, and then leaves nothing of the visitor on this device; the team keeps what was said. */
export function askToForget(core: Core): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'share';
  const question = document.createElement('p');
  question.id = 'forget-question';
  question.textContent = sayPage('logoutSure');
  dialog.setAttribute('aria-labelledby', question.id);
  const row = document.createElement('div');
  row.className = 'row';
  const yes = document.createElement('button');
  yes.className = 'main';
  yes.textContent = sayPage('logout');
  yes.addEventListener('click', () => {
    dialog.close();
    void core.logout();
  });
  const no = document.createElement('button');
  no.className = 'choice';
  no.textContent = sayPage('cancel');
  no.addEventListener('click', () => dialog.close());
  row.append(yes, no);
  dialog.append(question, row);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
}
