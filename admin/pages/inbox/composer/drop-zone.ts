import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** Lets files be dropped on a whole column of the page, not only on the element that takes them. */
export class DropZone implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #columnName: string;
  readonly #take: (files: File[]) => void;
  #column: Element | null = null;
  #depth = 0;
  /** The column while files are over it. */
  #area: DOMRect | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, columnName: string, take: (files: File[]) => void) {
    this.#host = host;
    this.#columnName = columnName;
    this.#take = take;
    host.addController(this);
  }

  hostConnected(): void {
    this.#column = this.#host.closest(this.#columnName) ?? this.#host;
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) this.#column.addEventListener(type, this.#hear);
  }

  hostDisconnected(): void {
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) this.#column?.removeEventListener(type, this.#hear);
    this.#set(0);
  }

  /** Says over the column what dropping does; nothing while no file is over it. */
  render(words: string): TemplateResult | typeof nothing {
    if (!this.#area) return nothing;
    const { left, top, width, height } = this.#area;
    return html`<div class="drop" style="left:${left}px;top:${top}px;width:${width}px;height:${height}px" aria-hidden="true">
      <span>${words}</span>
    </div>`;
  }

  #hear = (event: Event): void => {
    if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (event.type === 'dragover') event.dataTransfer.dropEffect = 'copy';
    else if (event.type === 'dragenter') this.#set(this.#depth + 1);
    else if (event.type === 'dragleave') this.#set(this.#depth - 1);
    else {
      this.#set(0);
      this.#take([...event.dataTransfer.files]);
    }
  };

  /** Entering a child comes before leaving its parent, so they are counted. */
  #set(depth: number): void {
    this.#depth = Math.max(0, depth);
    const area = this.#depth > 0 ? (this.#area ?? this.#column?.getBoundingClientRect() ?? null) : null;
    if (area === this.#area) return;
    this.#area = area;
    this.#host.requestUpdate();
  }
}
