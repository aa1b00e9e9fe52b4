import { html, nothing, type TemplateResult } from 'lit';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { agentById } from '../../../../data/team.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import type { Scene } from '../scene.ts';

/** The reactions under a message, by whom; the team's own is taken back by a press. */
export function renderReactions(message: MessageView, { contact, abilities, acts }: Scene): TemplateResult | typeof nothing {
  if (message.reactions.length === 0 || message.deletedAt !== undefined) return nothing;
  type Reaction = MessageView['reactions'][number];
  const nameOf = ({ by, isCustomers }: Reaction) => (isCustomers ? contact.name : (agentById(by)?.displayName ?? t('thread:team')));
  const byEmoji = new Map<string, Reaction[]>();
  for (const reaction of message.reactions) byEmoji.set(reaction.emoji, [...(byEmoji.get(reaction.emoji) ?? []), reaction]);
  const mayReact = may('conversation.reply') && (abilities.react || message.kind === 'note');
  return html`<span class="reactions"
    >${[...byEmoji].map(([emoji, by]) => {
      const who = by.map(nameOf).join(', ');
      const count = by.length > 1 ? html`<span class="numbers">${by.length}</span>` : nothing;
      const isOwn = by.some(({ isCustomers }) => !isCustomers);
      if (!mayReact)
        return html`<span
          class="reaction ${isOwn ? 'own' : ''}"
          title=${t('thread:reactionBy', { emoji, who })}
          role="img"
          aria-label=${t('thread:reactionBy', { emoji, who })}
          >${emoji}${count}</span
        >`;
      const label = t(isOwn ? 'thread:reactionOwn' : 'thread:reactionBy', { emoji, who });
      return html`<button
        class="reaction ${isOwn ? 'own' : ''}"
        title=${label}
        aria-label=${label}
        aria-pressed=${isOwn}
        @click=${() => acts.react(message, isOwn ? null : emoji)}
      >
        ${emoji}${count}
      </button>`;
    })}</span
  >`;
}
