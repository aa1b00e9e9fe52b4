import { Camera, Globe, MessageSquare, Phone, Send, type IconNode } from 'lucide';
import { html, type TemplateResult } from 'lit';
import { icon } from '../../../../components/icon.ts';
import { t, tMaybe } from '../../../../words/words.ts';

const pictures: Record<string, IconNode> = {
  telegram: Send,
  whatsapp: Phone,
  'whatsapp-web': Phone,
  instagram: Camera,
  'instagram-private': Camera,
  widget: Globe,
};

/** The small sign at a face of where the customer writes from. */
export function providerMark(provider: string): TemplateResult {
  const name = providerName(provider);
  return html`<span class="provider" title=${name}
    >${provider === 'vk' ? html`<b aria-hidden="true">VK</b>` : icon(pictures[provider] ?? MessageSquare, 9)}<span class="sr-only"
      >${name}</span
    ></span
  >`;
}

/** A provider's own name. */
export function providerName(provider: string): string {
  return tMaybe(`inbox:provider.${provider}`, {}, t('inbox:provider.other'));
}
