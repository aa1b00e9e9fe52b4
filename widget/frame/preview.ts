import { mountChat, type MountedChat } from '../chat/mount-chat.ts';
import type { ToLoader, ToPreview } from '../bridge.ts';
import { applyLook } from '../data/look.ts';
import { speak } from '../data/words.ts';
import { sealedCore } from './sealed-core.ts';

/** Shows the admin's preview what the chat looks like: an empty one that nobody is behind. Heard from the hub's own pages only. */
export function startPreview(root: HTMLElement): void {
  let mounted: MountedChat | null = null;
  // To be looked at only: neither pointer nor keys get in.
  root.inert = true;
  window.addEventListener('message', ({ source, origin, data }: MessageEvent<ToPreview | null>) => {
    if (source !== window.parent || origin !== location.origin || data?.hub !== 1 || data.type !== 'preview') return;
    const { config, isOpen } = data;
    speak(config.language, config.words);
    applyLook(config);
    mounted?.unmount();
    mounted = mountChat(root, sealedCore(config), { mode: 'widget' });
    root.hidden = !isOpen;
  });
  window.parent.postMessage({ hub: 1, type: 'preview-ready' } satisfies ToLoader, location.origin);
}
