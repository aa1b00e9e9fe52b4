import { MessageCircle, Monitor, Moon, Smartphone, Sun } from 'lucide';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Language } from '../../../../../hub/api/fields.ts';
import type { WidgetSettings } from '../../../../../hub/api/widget/settings.ts';
import type { WidgetConfig } from '../../../../../hub/api/widget/views.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { language, t } from '../../../../words/words.ts';
import { previewConfig, type PreviewSources } from './preview-config.ts';
import './preview.css';

/** A frame that has not answered by then shows nothing; a slow machine gets its time. */
const patienceMs = 15_000;

/** The real widget, as it will be once what is on screen is saved: its frame in a page of ours, in both themes, languages and sizes. */
@customElement('hub-widget-preview')
export class HubWidgetPreview extends HubElement {
  @property({ attribute: false }) widgetKey = '';
  /** As sites get it now, by language. */
  @property({ attribute: false }) kept!: Readonly<Record<Language, WidgetConfig>>;
  @property({ attribute: false }) settings!: WidgetSettings;
  @property({ attribute: false }) sources!: PreviewSources;
  @state() private spoken: Language = language.peek();
  @state() private theme: 'light' | 'dark' = 'light';
  @state() private device: 'desktop' | 'phone' = 'desktop';
  @state() private isOpen = true;
  @state() private isTeamThere = true;
  @state() private state: 'loading' | 'ready' | 'failed' = 'loading';
  @query('iframe') private frame!: HTMLIFrameElement;
  #patience: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this.#hear);
    this.#patience = setTimeout(() => {
      if (this.state === 'loading') this.state = 'failed';
    }, patienceMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('message', this.#hear);
    clearTimeout(this.#patience);
    this.state = 'loading';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const fixed = this.settings.look.theme;
    if (changed.has('settings') && fixed !== changed.get('settings')?.look.theme && fixed !== 'auto') this.theme = fixed;
  }

  protected override updated(): void {
    this.#tell();
  }

  protected override render() {
    const { look } = this.#config();
    const isBare = look.launcher === 'none' || (this.device === 'phone' && this.isOpen);
    return html`<section class="preview" aria-label=${t('widget:preview')}>
      <div class="row preview-tools">
        ${this.#renderToggle(t('widget:previewDark'), this.theme === 'dark', this.theme === 'dark' ? Moon : Sun, () => {
          this.theme = this.theme === 'dark' ? 'light' : 'dark';
        })}
        ${this.#renderToggle(t('widget:previewPhone'), this.device === 'phone', this.device === 'phone' ? Smartphone : Monitor, () => {
          this.device = this.device === 'phone' ? 'desktop' : 'phone';
        })}
        ${this.#renderToggle(t('widget:previewOpen'), this.isOpen, MessageCircle, () => {
          this.isOpen = !this.isOpen;
        })}
        <span class="spacer"></span>
        <button
          type="button"
          class="button small"
          aria-pressed=${!this.isTeamThere}
          @click=${() => {
            this.isTeamThere = !this.isTeamThere;
          }}
        >
          ${t('widget:previewAway')}
        </button>
        <button
          type="button"
          class="button small"
          aria-label=${`${t('widget:previewLanguage')}: ${this.spoken.toUpperCase()}`}
          title=${t('widget:previewLanguage')}
          @click=${() => {
            this.spoken = this.spoken === 'en' ? 'ru' : 'en';
          }}
        >
          ${this.spoken.toUpperCase()}
        </button>
      </div>
      <div
        class="stage is-${this.device} is-${this.theme} at-${look.position} ${this.isOpen ? 'is-open' : ''}"
        style=${this.#offsets(look)}
      >
        <div class="page" aria-hidden="true">
          ${[70, 100, 92, 96, 40, 0, 100, 88, 94, 60, 0, 97, 90, 72].map((width) => html`<i style="width:${width}%"></i>`)}
        </div>
        <iframe
          title=${t('widget:previewFrame')}
          src="/widget/frame/${this.widgetKey}?preview=1"
          class=${this.isOpen && this.state === 'ready' ? '' : 'is-hidden'}
          tabindex="-1"
        ></iframe>
        ${this.state === 'failed' && this.isOpen ? html`<p class="failed callout warn" role="alert">${t('widget:previewFailed')}</p>` : nothing}
        ${isBare ? nothing : this.#renderLauncher(look)}
      </div>
      <p class="hint">${look.launcher === 'none' ? t('widget:previewNoLauncher') : t('widget:previewHint')}</p>
    </section>`;
  }

  #renderToggle(label: string, isOn: boolean, picture: typeof Sun, toggle: () => void): TemplateResult {
    return html`<button type="button" class="icon-button" aria-label=${label} title=${label} aria-pressed=${isOn} @click=${toggle}>
      ${icon(picture)}
    </button>`;
  }

  #renderLauncher(look: WidgetConfig['look']): TemplateResult {
    const { launcherLabel } = this.#config();
    const isLabel = look.launcher === 'label' && !this.isOpen;
    return html`<button
      type="button"
      class="launcher ${isLabel ? 'has-label' : ''}"
      lang=${this.spoken}
      style="background:${look.colour};color:${look.onColour}"
      aria-label=${t('widget:previewOpen')}
      aria-expanded=${this.isOpen}
      @click=${() => {
        this.isOpen = !this.isOpen;
      }}
    >
      ${this.isOpen ? html`<span class="cross" aria-hidden="true">×</span>` : icon(MessageCircle, 24)}
      ${isLabel ? html`<span>${launcherLabel}</span>` : nothing}
    </button>`;
  }

  /** What stands far off on a page would be out of this small one. */
  #offsets({ offsetX, offsetY }: WidgetConfig['look']): string {
    const fit = (offset: number): number => (Number.isFinite(offset) ? Math.min(Math.max(offset, 0), 120) : 20);
    return `--x:${fit(offsetX)}px;--y:${fit(offsetY)}px`;
  }

  #config(): WidgetConfig {
    const view = { language: this.spoken, theme: this.theme, isTeamThere: this.isTeamThere };
    return previewConfig(this.kept[this.spoken], this.settings, view, this.sources);
  }

  #tell(): void {
    if (this.state !== 'ready') return;
    const message = { hub: 1, type: 'preview', config: this.#config(), isOpen: this.isOpen, isPhone: this.device === 'phone' };
    this.frame.contentWindow?.postMessage(message, location.origin);
  }

  #hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (origin !== location.origin || source !== this.frame.contentWindow) return;
    if (typeof data !== 'object' || data === null || !('hub' in data) || !('type' in data)) return;
    if (data.type === 'preview-ready') {
      // A frame that was loaded anew asks again.
      this.state = 'ready';
      this.#tell();
    } else if (data.type === 'size' && 'state' in data) this.isOpen = data.state === 'open';
  };
}
