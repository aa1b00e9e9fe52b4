import { LitElement, type PropertyDeclarations } from 'lit';
import type { Game } from './game.ts';

/** An element that shows the game and draws itself anew on every change. It has no shadow, so that the page's styles reach it. */
export class GameElement extends LitElement {
  static override properties: PropertyDeclarations = { game: { attribute: false } };
  declare game: Game;
  private readonly onChange = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.game.listeners.add(this.onChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.game.listeners.delete(this.onChange);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
