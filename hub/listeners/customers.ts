import type { Hub } from '../core/parts/hub.ts';
import { answerCommand } from '../automation/customer/answer-command.ts';
import { planClosedNotice } from '../automation/customer/closed-notice.ts';
import { greet } from '../automation/customer/greet.ts';
import type { SpeakTools } from '../automation/customer/speak.ts';

/** What a channel tells its customers by itself, each of it only where the channel's settings ask for it. Returns the listeners' removal. */
export function listenForCustomers(hub: SpeakTools & Pick<Hub, 'facts'>): () => void {
  const removals = [
    hub.facts.on('conversation.opened', 'greeting', (fact) => greet(hub, fact)),
    hub.facts.on('conversation.closed', 'closed-notice', (fact) => planClosedNotice(hub, fact)),
    hub.facts.on('message.received', 'customer-commands', (fact) => answerCommand(hub, fact)),
  ];
  return () => removals.forEach((remove) => remove());
}
