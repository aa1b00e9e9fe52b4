import type { Me } from '../wire.ts';
import { Emitter } from './emitter.ts';
import type { Line } from './connection.ts';

/** The page's socket model (`WAWebSocketModel`). */
class Socket extends Emitter {
  state = 'OPENING';
  hasSynced = false;

  set(state: string): void {
    if (this.state === state) return;
    this.state = state;
    this.emit('change:state', this, state);
  }

  /** Told once somebody listens: the real page takes long enough for that by itself. */
  sync(): void {
    this.hasSynced = true;
    const tell = () => (this.isHeard('change:hasSynced') ? this.emit('change:hasSynced', this, true) : setTimeout(tell, 20));
    tell();
  }

  async takeover(): Promise<void> {
    await page.line?.call('takeover', {});
  }

  async logout(): Promise<void> {
    await page.line?.call('logout', {});
  }
}

/** The page's own account and the code it shows (`WAWebConnModel`). */
class Conn extends Emitter {
  ref = '';
  platform = 'android';

  serialize(): object {
    return { ref: this.ref, platform: this.platform, pushname: page.me?.name };
  }
}

export const socket = new Socket();
export const conn = new Conn();
/** Commands of WhatsApp Web (`WAWebCmd`). */
export const cmd = new Emitter();
/** What the page is joined to. */
export const page: { line: Line | null; me: Me | null } = { line: null, me: null };

/** Asks the servers; refuses where the page is offline. */
export const ask: Line['call'] = (name, params) =>
  page.line ? page.line.call(name, params) : Promise.reject(new Error('the page is offline'));
