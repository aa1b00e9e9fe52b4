import { html } from 'lit';
import { priority as priorities } from '../../../../../hub/api/customers/conversations.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { t } from '../../../../words/words.ts';
import { setPriority } from '../marks.ts';
import { priorityIcon } from './priority-icon.ts';
import { pick } from './pick.ts';

/** Lets choose how urgent conversations are. */
export function showPriority(ids: readonly string[], at?: HTMLElement): void {
  const first = headOf(ids[0] ?? '').peek()?.priority;
  const isSame = ids.every((id) => headOf(id).peek()?.priority === first);
  const choices = priorities.options.toReversed().map((value) => ({
    value: value,
    label: t(`panel:priority.${value}`),
    mark: html`<span class="pick-mark">${priorityIcon(value)}</span>`,
  }));
  pick({ name: 'priority', at }, { choices, chosen: first && isSame ? [first] : [], label: t('panel:setPriority') }, ({ value }) => {
    const chosen = priorities.safeParse(value);
    if (chosen.success) setPriority(ids, chosen.data);
  });
}
