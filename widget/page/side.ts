import type { HelpBoxConfig } from '../../hub/api/widget/help-box.ts';
import type { ChatAction } from '../chat/chat.ts';
import { sayPage } from './words.ts';

/** Draws what stands beside the chat where there is room: whose page it is, its sections, and what else can be done. */
export function drawSide(root: HTMLElement, { title, sections, widget }: HelpBoxConfig, actions: readonly ChatAction[]): void {
  root.setAttribute('aria-label', sayPage('about'));
  const picture = make('img', '');
  picture.alt = '';
  picture.width = 64;
  picture.height = 64;
  picture.src = widget.look.avatarUrl ?? `${location.pathname}/icon.svg`;
  const brand = make('div', 'brand');
  brand.append(picture, make('p', 'name', title), make('p', 'soft', widget.title === title ? widget.greeting : widget.title));
  const list = make('div', 'actions');
  for (const { label, run } of actions) {
    const button = make('button', '', label);
    button.addEventListener('click', run);
    list.append(button);
  }
  root.replaceChildren(brand, ...(sections.length > 0 ? [placesOf(sections)] : []), list);
}

function placesOf(sections: HelpBoxConfig['sections']): HTMLElement {
  const nav = make('nav', '');
  nav.setAttribute('aria-label', sayPage('sections'));
  for (const { label, url } of sections) {
    const link = make('a', '', label);
    link.href = url;
    nav.append(link);
  }
  return nav;
}

function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, text = ''): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
