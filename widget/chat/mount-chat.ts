import type { Core } from '../data/core.ts';
import { createChat, type ChatOptions } from './chat.ts';
import { HubwChat } from './parts/chat-element.ts';
import './chat.css';

/** A chat on screen. */
export interface MountedChat {
  /** Whether it can be seen: only then messages count as seen, and the place to write takes the focus. */
  setVisible(isVisible: boolean): void;
  /** Sends this as the visitor. */
  send(text: string): void;
  /** Shows a conversation. */
  show(conversationId: string): void;
  unmount(): void;
}

/** Puts the chat into an element: in the widget's frame, or as a page of its own. Its colours are those of `applyLook`, its words of `speak`. */
export function mountChat(root: HTMLElement, core: Core, options: ChatOptions): MountedChat {
  const chat = createChat(core, options);
  const element = new HubwChat();
  element.chat = chat;
  root.replaceChildren(element);
  return {
    setVisible(isVisible) {
      chat.setVisible(isVisible);
      if (isVisible) void element.redraw().then(() => element.querySelector<HTMLElement>('[data-first]')?.focus());
    },
    send: (text) => chat.send({ text }),
    show: chat.open,
    unmount() {
      chat.stop();
      element.remove();
    },
  };
}
