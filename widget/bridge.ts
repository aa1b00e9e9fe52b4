import type { WidgetConfig } from '../hub/api/widget/views.ts';
import type { VisitorProfile } from './profile.ts';

/** What the loader (on the site's page) tells the frame (of the hub's origin), by postMessage to the hub's exact origin. */
export type ToFrame =
  | { hub: 1; type: 'page'; url: string; title: string; referrer: string; language: string; isPhone: boolean }
  | { hub: 1; type: 'open' | 'close' | 'toggle' | 'logout' }
  | { hub: 1; type: 'identify'; user: IdentifyInput }
  | { hub: 1; type: 'metadata'; profile: VisitorProfile }
  | { hub: 1; type: 'track'; name: string; data: Record<string, string | number | boolean | null> }
  | { hub: 1; type: 'send'; text: string };

/** What the frame tells the loader, by postMessage to the origin that embedded it. */
export type ToLoader =
  /** The launcher as the workspace has it; `isShown` by the rules of places. Comes again whenever it changes. */
  | {
      hub: 1;
      type: 'launcher';
      isShown: boolean;
      kind: 'bubble' | 'label' | 'none';
      label: string;
      /** What a screen reader says, with the unread count. */
      title: string;
      colour: string;
      onColour: string;
      position: 'left' | 'right';
      offsetX: number;
      offsetY: number;
    }
  /** `quiet`: only the height of a small preview over the launcher, in pixels. */
  | { hub: 1; type: 'size'; state: 'closed' | 'quiet' | 'open'; height?: number }
  | { hub: 1; type: 'unread'; count: number }
  | { hub: 1; type: 'message'; message: { id: string; conversationId: string; text: string; author: string } }
  /** Focus goes back to what opened it. */
  | { hub: 1; type: 'closed' }
  | { hub: 1; type: 'refused'; code: string }
  /** Only with `?preview=1`: tell me how to look. */
  | { hub: 1; type: 'preview-ready' };

/** What the site says of who its visitor is. */
export interface IdentifyInput extends VisitorProfile {
  /** The site's own id of the person, with `userHash`. */
  userId?: string;
  userHash?: string;
  /** Instead of the two: a signed token. */
  userToken?: string;
}

/**
 * What the admin's preview tells a frame that was opened with `?preview=1`; heard from the hub's own origin only. Such a frame begins no
 * session, connects to nothing and keeps nothing: it shows an empty chat as this config has it, and begins by telling `preview-ready`.
 */
export interface ToPreview {
  hub: 1;
  type: 'preview';
  config: WidgetConfig;
  isOpen: boolean;
  isPhone: boolean;
}
