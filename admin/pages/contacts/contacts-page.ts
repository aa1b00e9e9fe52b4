import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Commands } from '../../app/commands/commands.ts';
import { navigate, place, setQuery } from '../../app/routing/route.ts';
import '../../components/boundary.ts';
import { HubElement } from '../../components/hub-element.ts';
import { may } from '../../data/session.ts';
import { t } from '../../words/words.ts';
import './list/contact-list.ts';
import { selectedContacts } from './list/bulk/selection.ts';
import './profile/contact-profile.ts';
import { CloseProfile } from './profile/close-profile.ts';
import { showExport } from './export/show-export.ts';
import { showImport } from './import/show-import.ts';
import './contacts-page.css';

const narrow = matchMedia('(width < 900px)');

/** The contacts screen: the list, and beside it (on a narrow screen over it) the contact that is open. The list stays as it was. */
@customElement('hub-contacts-page')
export class HubContactsPage extends HubElement {
  @property({ attribute: false }) contactId: string | null = null;
  @state() private isNarrow = narrow.matches;
  #dialog: 'import' | 'export' | null = null;

  constructor() {
    super();
    new Commands(this, () => [
      {
        id: 'contacts.close',
        title: t('contacts:closeContact'),
        group: t('contacts:title'),
        keys: 'Escape',
        isEnabled: () => this.contactId !== null && selectedContacts.peek().size === 0,
        run: () => this.#close(),
      },
    ]);
    this.addEventListener(CloseProfile.type, () => this.#close());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    narrow.addEventListener('change', this.#onWidth);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    narrow.removeEventListener('change', this.#onWidth);
  }

  protected override render() {
    const { contactId } = this;
    void place.value; // what is open over the page is in the address
    return html`<section class="list" aria-label=${t('contacts:list')} ?hidden=${this.isNarrow && contactId !== null}>
        <hub-boundary .content=${() => html`<hub-contact-list .contactId=${this.contactId}></hub-contact-list>`}></hub-boundary>
      </section>
      ${
        contactId === null
          ? nothing
          : html`<section class="profile" aria-label=${t('contacts:contact')}>
              <hub-boundary
                .subject=${contactId}
                .content=${() => html`<hub-contact-profile .contactId=${this.contactId ?? ''}></hub-contact-profile>`}
              ></hub-boundary>
            </section>`
      }`;
  }

  protected override updated(): void {
    // The boundaries keep what they hold: what it is given is new.
    for (const boundary of this.querySelectorAll<HubElement>(':scope > section > hub-boundary')) boundary.requestUpdate();
    const { query } = place.peek();
    if (query.get('import') !== null && may('contact.import')) void this.#openDialog('import');
    else if (query.get('export') !== null && may('data.export')) void this.#openDialog('export');
  }

  /** The address holds what is open, so a reload opens it again; whoever closes it takes it out of the address. */
  async #openDialog(which: 'import' | 'export'): Promise<void> {
    if (this.#dialog !== null) return;
    this.#dialog = which;
    try {
      await (which === 'import' ? showImport() : showExport());
    } finally {
      this.#dialog = null;
      if (place.peek().path.startsWith('/contacts')) setQuery({ [which]: null });
    }
  }

  #close(): void {
    const query = place.peek().query;
    const open = this.contactId;
    navigate(`/contacts${query.size > 0 ? `?${query}` : ''}`);
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(`hub-contact-table [data-id="${open}"]`)?.focus({ preventScroll: true }),
    );
  }

  #onWidth = (): void => {
    this.isNarrow = narrow.matches;
  };
}
