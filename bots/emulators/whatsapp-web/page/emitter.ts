type Listener = (...given: unknown[]) => void;

/** Events as the models of WhatsApp Web have them: several names may be given at once, parted by spaces. */
export class Emitter {
  readonly #listeners = new Map<string, Set<Listener>>();

  on(names: string, listener: Listener): void {
    for (const name of names.split(' ')) {
      const known = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, known.add(listener));
    }
  }

  once(name: string, listener: Listener): void {
    const once = (...given: unknown[]) => {
      this.off(name, once);
      listener(...given);
    };
    this.on(name, once);
  }

  off(name: string, listener: Listener): void {
    this.#listeners.get(name)?.delete(listener);
  }

  emit(name: string, ...given: unknown[]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(...given);
  }

  isHeard(name: string): boolean {
    return (this.#listeners.get(name)?.size ?? 0) > 0;
  }
}
