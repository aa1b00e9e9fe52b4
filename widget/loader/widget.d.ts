/**
 * The chat of Hubbub on your page, as `window.hub`. Calls made before the script has come are kept and carried out in order:
 * `window.hub = window.hub || function () { (hub.q = hub.q || []).push(arguments); };`
 */
export interface HubWidget {
  /**
   * Says who the visitor is. With `userId` and `userHash` (HMAC-SHA256 of the id with the widget's identity secret, hex, made on your server),
   * or with a signed `userToken`, the visitor finds their conversations again on any device. Without them it is only a claim, shown to your
   * team as one.
   */
  (command: 'identify', user: HubUser): void;
  /** Opens the chat. */
  (command: 'open'): void;
  /** Closes the chat; the focus goes back to what opened it. */
  (command: 'close'): void;
  /** Opens the chat, or closes it. */
  (command: 'toggle'): void;
  /** Shows the launcher, whatever the settings say of this page. */
  (command: 'show'): void;
  /** Hides the launcher; an element with `data-hub-open` or `hub('open')` still opens the chat. */
  (command: 'hide'): void;
  /** Opens the chat and sends this text as the visitor. */
  (command: 'send', text: string): void;
  /** Tells your team that the visitor did something. */
  (command: 'track', name: string, data?: Record<string, HubValue>): void;
  /** Tells your team more of the visitor; of one who is not verified it is only a claim. */
  (command: 'setMetadata', profile: HubProfile): void;
  /** Calls you with the number of unread messages: now, and whenever it changes. */
  (command: 'onUnread', callback: (count: number) => void): void;
  /** Calls you with every message of your team that arrives from now on. */
  (command: 'onMessage', callback: (message: HubMessage) => void): void;
  /** With `data-consent="required"` nothing is shown, stored or sent before `true`; `false` forgets the visitor and takes the chat away. */
  (command: 'consent', isGiven: boolean): void;
  /** Forgets the visitor on this browser: call it when they log out of your site. */
  (command: 'logout'): void;
  /** Calls that wait for the script. */
  q?: ArrayLike<unknown>[];
}

/** A value of a custom field or of an event. */
export type HubValue = string | number | boolean | null;

/** What you may say of a visitor. */
export interface HubProfile {
  name?: string;
  email?: string;
  phone?: string;
  /** Values of your workspace's custom fields, by key. */
  fields?: Record<string, HubValue>;
}

/** Who a visitor is. */
export interface HubUser extends HubProfile {
  /** Your own id of the person; needs `userHash`. */
  userId?: string;
  /** HMAC-SHA256 of `userId` with the identity secret, in hex. Make it on your server: the secret must never reach a page. */
  userHash?: string;
  /** Instead of the two: a JWT (HS256) signed with the identity secret, with `sub` the user's id and `exp` at most an hour ahead. */
  userToken?: string;
}

/** A message of your team. */
export interface HubMessage {
  id: string;
  conversationId: string;
  text: string;
  /** The name of who wrote it. */
  author: string;
}

declare global {
  interface Window {
    hub: HubWidget;
  }
  const hub: HubWidget;
}
