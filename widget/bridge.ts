import type { WidgetConfig } from '../hub/api/widget/views.ts';
import type { IdentifyInput, VisitorProfile } from './profile.ts';

/** What the loader (on the site's page) tells the frame (of the hub's origin), by postMessage to the hub's exact origin. */
export type ToFrame =
  | { hub: 1; type: 'page'; url: string; title: string; referrer: string; language: string; isPhone: boolean }
  | { hub: 1; type: 'open' | 'close' }
  /** `first`: for good, as consent was taken back; otherwise the browser goes on as a stranger. */
  | { hub: 1; type: 'logout'; first: boolean }
  /** The chat will probably be opened: a pointer is on its way. */
  | { hub: 1; type: 'prepare' }
  /** Calls of the site that only the frame understands; the loader hands them on as they are. */
  | { hub: 1; type: 'identify'; first: IdentifyInput }
  | { hub: 1; type: 'setMetadata'; first: VisitorProfile }
  | { hub: 1; type: 'track'; first: string; second?: Record<string, string | number | boolean | null> }
  | { hub: 1; type: 'send'; first: string };

/** What the frame tells the loader, by postMessage to the origin that embedded it. */
export type ToLoader =
  /** How launcher and frame lie on the page. Comes again whenever it changes. */
  | {
      hub: 1;
      type: 'launcher';
      /** By the rules of places. */
      isShown: boolean;
      /** What stands on it beside its sign; empty: nothing. */
      words: string;
      /** What a screen reader says, with the unread count. */
      title: string;
      /** Names launcher and frame to screen readers. */
      name: string;
      /** Styles for the loader's own root: colours, place, and how the frame is laid out. The loader has only those of a launcher by itself. */
      style: string;
    }
  /** `quiet`: only the height of a small preview over the launcher, in pixels. */
  | { hub: 1; type: 'size'; state: 'closed' | 'quiet' | 'open'; height?: number }
  | { hub: 1; type: 'unread'; value: number }
  | { hub: 1; type: 'message'; value: { id: string; conversationId: string; text: string; author: string } }
  /** Focus goes back to what opened it. */
  | { hub: 1; type: 'closed' }
  /** Logged out: nothing of the visitor is left, the frame may go. */
  | { hub: 1; type: 'gone' }
  | { hub: 1; type: 'refused'; code: string }
  /** Only with `?preview=1`: tell me how to look. */
  | { hub: 1; type: 'preview-ready' };

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
