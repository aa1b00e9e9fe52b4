import { CalendarClock, CalendarDays, Coffee, Clock, MessageCircleReply, Sunrise, type IconNode } from 'lucide';
import { html } from 'lit';
import { icon } from '../../../../components/icon.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { timeZone } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { showSnoozeTime } from '../snooze/show-snooze-time.ts';
import { snoozePresets, type SnoozePreset } from '../snooze/presets.ts';
import { momentShort } from '../snooze/until-words.ts';
import { snoozeConversations } from '../status.ts';
import { pick } from './pick.ts';

const pictures: Record<SnoozePreset['id'], IconNode> = {
  laterToday: Clock,
  thisMorning: Sunrise,
  tomorrow: Sunrise,
  monday: Coffee,
  nextWeek: CalendarDays,
  untilTheyWrite: MessageCircleReply,
};

/** Lets choose until when conversations are put aside; each choice says when exactly, in the agent's zone. */
export function showSnooze(ids: readonly string[], at?: HTMLElement): void {
  const presets = snoozePresets(new Date(), timeZone.peek());
  const choices = [
    ...presets.map(({ id, until }) => ({
      value: id,
      label: t(`panel:snooze.${id}`),
      mark: html`<span class="pick-mark">${icon(pictures[id], 16)}</span>`,
      ...(until && { hint: momentShort(until) }),
    })),
    { value: 'pick', label: t('panel:snooze.pick'), mark: html`<span class="pick-mark">${icon(CalendarClock, 16)}</span>` },
  ];
  pick({ name: 'snooze', at }, { choices, chosen: [], label: t('panel:snoozeUntil') }, ({ value }) => {
    const preset = presets.find(({ id }) => id === value);
    if (preset) snoozeConversations(ids, preset.until);
    else void pickTime(ids);
  });
}

async function pickTime(ids: readonly string[]): Promise<void> {
  const [only, more] = ids;
  const now = only !== undefined && more === undefined ? headOf(only).peek()?.snoozedUntil : undefined;
  const until = await showSnoozeTime(now === undefined ? null : new Date(now));
  if (until) snoozeConversations(ids, until);
}
