import { html, type TemplateResult } from 'lit';
import '../../../../components/copy-field.ts';
import { qr } from '../../../../components/qr.ts';
import { clockTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

/** A link that works once, with its code. */
export interface OneTimeLink {
  url: string;
  code: string;
  expiresAt: string;
}

/** A one-time link to scan, to open or to send. */
export function linkCard({ url, code, expiresAt }: OneTimeLink, label: string): TemplateResult {
  return html`<div class="link-card">
    ${qr(url, label, 156)}
    <div class="stack" style="gap:10px">
      <hub-copy-field label=${t('console:link')} value=${url}></hub-copy-field>
      <hub-copy-field label=${t('console:code')} value=${code}></hub-copy-field>
      <p class="hint">${t('console:worksOnce', { time: clockTime(expiresAt) })}</p>
    </div>
  </div>`;
}
