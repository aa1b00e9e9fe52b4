import { ChevronDown, ChevronsUp, Flame, Minus, type IconNode } from 'lucide';
import { html, type TemplateResult } from 'lit';
import type { Priority } from '../../../../../hub/api/customers/conversations.ts';
import { icon } from '../../../../components/icon.ts';
import './marks.css';

const pictures: Record<Priority, IconNode> = { urgent: Flame, high: ChevronsUp, normal: Minus, low: ChevronDown };

/** A priority's sign: red for urgent, amber for high. */
export function priorityIcon(priority: Priority, size = 16): TemplateResult {
  return html`<span class="priority-sign ${priority}">${icon(pictures[priority], size)}</span>`;
}
