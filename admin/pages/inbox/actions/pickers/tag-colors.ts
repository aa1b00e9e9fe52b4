import { html, type TemplateResult } from 'lit';
import type { TagColor, TagView } from '../../../../../hub/api/customers/tags.ts';
import './marks.css';

/** A dot in a tag's colour. */
export function tagDot(color: TagColor): TemplateResult {
  return html`<i class="tag-dot tag-${color}" aria-hidden="true"></i>`;
}

/** The colour of a tag by its name; gray while the tags are not known. */
export function colorOfTag(name: string, tags: readonly TagView[] | undefined): TagColor {
  return tags?.find((tag) => tag.name === name)?.color ?? 'gray';
}
