import type { VisitorMessage } from '../../../hub/api/widget/views.ts';
import { say } from '../../data/words.ts';

/** What happened, in words. */
export function eventWords({ event }: Pick<VisitorMessage, 'event'>): string {
  if (!event) return '';
  const { type, name = '' } = event;
  if (type === 'closed') return name ? say('closedBy', { name }) : say('closed');
  if (type === 'joined') return say('joined', { name: name || say('team') });
  return say(type === 'carried-on' ? 'carriedOn' : type);
}
