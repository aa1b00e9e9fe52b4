import type { VisitorConversation } from '../../hub/api/widget/views.ts';
import { say } from '../data/words.ts';

interface QuietParts {
  onOpen(conversation: VisitorConversation): void;
  onDismiss(conversation: VisitorConversation): void;
}

/** A small preview of a message of the team, over the launcher. */
export interface Quiet {
  /** Shows it and returns its height in pixels. */
  show(conversation: VisitorConversation): number;
  hide(): void;
}

/** Makes the preview; the chat's own code is not needed for it. */
export function createQuiet({ onOpen, onDismiss }: QuietParts): Quiet {
  const root = document.createElement('aside');
  root.id = 'quiet';
  root.hidden = true;
  document.body.prepend(root);
  return {
    show(conversation) {
      const name = conversation.assignee?.name ?? say('team');
      const open = document.createElement('button');
      const face = document.createElement('span');
      const words = document.createElement('span');
      const author = document.createElement('b');
      const dismiss = document.createElement('button');
      root.ariaLabel = say('proactive', { name });
      face.className = 'face';
      face.ariaHidden = 'true';
      face.textContent = name.slice(0, 1);
      if (conversation.assignee?.avatarUrl) {
        const picture = document.createElement('img');
        picture.src = conversation.assignee.avatarUrl;
        picture.alt = '';
        face.replaceChildren(picture);
      }
      author.textContent = name;
      words.append(author, document.createElement('br'), conversation.preview);
      open.className = 'open';
      open.append(face, words);
      open.onclick = () => onOpen(conversation);
      dismiss.className = 'dismiss';
      dismiss.ariaLabel = say('dismiss');
      dismiss.textContent = '×';
      dismiss.onclick = () => onDismiss(conversation);
      root.replaceChildren(open, dismiss);
      root.hidden = false;
      return root.offsetHeight;
    },
    hide() {
      root.hidden = true;
      root.replaceChildren();
    },
  };
}

/** Which conversation to show a preview of: begun by the team or `arrived` while the chat was closed, not seen and not put aside. Null: none. */
export function quietOf(
  conversations: readonly VisitorConversation[],
  arrived: ReadonlySet<string>,
  dismissed: Readonly<Record<string, number>>,
): VisitorConversation | null {
  return (
    conversations.find(
      ({ id, unread, isProactive, seq }) => unread > 0 && (isProactive || arrived.has(id)) && (dismissed[id] ?? -1) < seq,
    ) ?? null
  );
}
