import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { guardLeaving, navigate } from '../../../app/routing/route.ts';
import { confirm } from '../../../dialogs/confirm.ts';
import { t } from '../../../words/words.ts';

/**
 * What a form holds: the values as they are kept, and what was changed of them and not saved yet. While there is something unsaved, leaving
 * the page asks first. Give it the kept values by `take` before each render. `within` is the address of a form of several pages: going from
 * one to another leaves nothing.
 */
export class Draft<Values extends object> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #within: string | null;
  #kept: Values | null = null;
  #changes: Partial<Values> = {};
  #stopGuarding: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, { within = null }: { within?: string | null } = {}) {
    this.#host = host;
    this.#within = within;
    host.addController(this);
  }

  /** The values as the hub has them now; what was changed here stays changed, and what is the same by now is no change any more. */
  take(kept: Values): void {
    this.#kept = kept;
    this.#guard();
  }

  /** What the form shows. Throws before anything was taken. */
  get values(): Values {
    if (!this.#kept) throw new Error('the form has no values yet');
    return { ...this.#kept, ...this.#changes };
  }

  /** What differs from what is kept: the body of a change. */
  get changes(): Partial<Values> {
    const kept: Partial<Values> = this.#kept ?? {};
    const isChanged = ([name, value]: [string, unknown]): boolean =>
      JSON.stringify(value) !== JSON.stringify(Object.entries(kept).find(([known]) => known === name)?.[1]);
    return Object.fromEntries(Object.entries(this.#changes).filter(isChanged)) as Partial<Values>; // only entries were left out
  }

  /** How many values were changed. */
  get count(): number {
    return Object.keys(this.changes).length;
  }

  set<Name extends keyof Values>(name: Name, value: Values[Name]): void {
    this.#changes = { ...this.#changes, [name]: value };
    this.#guard();
    this.#host.requestUpdate();
  }

  /** Forgets the changes: they were saved, or are not wanted. */
  discard(): void {
    this.#changes = {};
    this.#guard();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#askBrowser);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#askBrowser);
    this.#stopGuarding?.();
    this.#stopGuarding = undefined;
  }

  #guard(): void {
    const isDirty = this.count > 0;
    if (isDirty) this.#stopGuarding ??= guardLeaving((to) => this.#askBefore(to));
    else {
      this.#stopGuarding?.();
      this.#stopGuarding = undefined;
    }
  }

  #askBefore(to: string): boolean {
    if (this.#within !== null && (to === this.#within || to.startsWith(`${this.#within}/`))) return true;
    void confirm({
      heading: t('team:leaveHeading'),
      text: t('team:leaveText'),
      action: t('team:leaveDiscard'),
      isDangerous: true,
    }).then((isAgreed) => {
      if (!isAgreed) return;
      this.discard();
      navigate(to);
    });
    return false;
  }

  #askBrowser = (event: BeforeUnloadEvent): void => {
    if (this.count > 0) event.preventDefault();
  };
}
