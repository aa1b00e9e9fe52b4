import type { ToFrame, ToLoader } from '../bridge.ts';
import { styleSheet } from './launcher-style.ts';

/** What of ours is on the page: launcher and frame, in a root that the page's styles and scripts don't reach. */
export interface Stage {
  host: HTMLElement;
  button: HTMLButtonElement;
  /** Carries the colour, and the side, until the frame says how it looks. */
  box: HTMLElement;
  /** Puts the frame there; it connects by itself. */
  mount(): void;
  /** Tells the frame; false while it is not there. */
  post(message: ToFrame): boolean;
  /** Draws the launcher. */
  draw(title: string, words: string, name: string): void;
  /** Opened by the visitor, the chat takes the focus. */
  expect(): void;
  isOpen(): boolean;
}

interface StageParts {
  origin: string;
  address: string;
  onHear: (message: ToLoader) => void;
  onReady: () => void;
}

/** Makes the stage; nothing is on the page before `mount` or `draw`. */
export function createStage({ origin, address, onHear, onReady }: StageParts): Stage {
  const make = <Name extends keyof HTMLElementTagNameMap>(name: Name) => document.createElement(name);
  const host = make('div');
  const box = make('div');
  const frame = make('iframe');
  const button = make('button');
  const words = make('span');
  const badge = make('b');
  const root = host.attachShadow({ mode: 'closed' });
  const style = styleSheet('');
  root.adoptedStyleSheets = [styleSheet(), style];
  root.append(box);
  box.append(button);
  // A landmark of its own, since it lies outside of the page's.
  box.role = 'region';
  button.append(words, badge);
  button.hidden = badge.hidden = true;

  let isReady = false;
  let isAsked = false;
  let opener: Element | null = null;

  const place = () => {
    if (!host.isConnected) document.documentElement.append(host);
  };
  const isOpen = () => box.className === 'open';
  const draw = (title: string, beside: string, name: string) => {
    words.textContent = beside;
    words.hidden = !beside;
    button.ariaLabel = title;
    box.ariaLabel = frame.title = name;
    place();
  };
  /** On phones the keyboard covers the page's lower part: the chat takes what is left to be seen. */
  const view = window.visualViewport;
  const fit = () => {
    box.style.setProperty('--top', `${view?.offsetTop}px`);
    box.style.setProperty('--height', `${view?.height}px`);
  };
  view?.addEventListener('resize', fit);
  view?.addEventListener('scroll', fit);

  window.addEventListener('message', ({ source, origin: from, data }: MessageEvent<ToLoader | null>) => {
    if (source !== frame.contentWindow || from !== origin || data?.hub !== 1) return;
    if (data.type === 'launcher') {
      style.replaceSync(data.style);
      draw(data.title, data.words, data.name);
    }
    if (data.type === 'unread') {
      badge.hidden = !data.value;
      badge.textContent = data.value > 99 ? '99+' : `${data.value}`;
    }
    if (data.type === 'size') {
      box.className = data.state;
      box.style.setProperty('--quiet', `${data.height}px`);
      button.ariaExpanded = `${isOpen()}`;
      fit();
      if (isOpen() && isAsked) frame.focus();
      isAsked = false;
    }
    // The focus goes back only where it is still ours: the visitor may have taken it elsewhere.
    if (data.type === 'closed' && document.activeElement === host)
      (opener instanceof HTMLElement && opener !== host && opener !== document.body ? opener : button).focus();
    onHear(data);
  });

  return {
    host,
    button,
    box,
    draw,
    isOpen,
    mount() {
      if (frame.src) return;
      frame.allow = 'microphone;autoplay;clipboard-write';
      frame.src = address;
      frame.onload = () => {
        isReady = true;
        onReady();
      };
      box.prepend(frame);
      place();
    },
    post(message) {
      if (isReady) frame.contentWindow?.postMessage(message, origin);
      return isReady;
    },
    expect() {
      isAsked = true;
      opener = document.activeElement;
    },
  };
}
