/** An id of a person, a group or a list, as WhatsApp Web names it (`WAWebWidFactory`). */
export class Wid {
  readonly user: string;
  readonly server: string;
  readonly _serialized: string;

  constructor(serialized: string) {
    const [user = '', server = 'c.us'] = serialized.split('@');
    this.user = user;
    this.server = server;
    this._serialized = `${user}@${server}`;
  }

  isLid(): boolean {
    return this.server === 'lid';
  }

  isGroup(): boolean {
    return this.server === 'g.us';
  }

  isStatus(): boolean {
    return this._serialized === 'status@broadcast';
  }

  toString(): string {
    return this._serialized;
  }

  toJid(): string {
    return this._serialized.replace('@c.us', '@s.whatsapp.net');
  }

  equals(other: Wid): boolean {
    return other._serialized === this._serialized;
  }
}

/** The id of whatever names somebody: a text, an id, or something with one. */
export function createWid(given: unknown): Wid {
  if (given instanceof Wid) return given;
  if (typeof given === 'string') return new Wid(given);
  if (typeof given === 'object' && given !== null && '_serialized' in given) return new Wid(String(given._serialized));
  throw new Error('invalid wid');
}
