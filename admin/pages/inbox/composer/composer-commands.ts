import type { Command } from '../../../app/commands/commands.ts';
import type { DraftMode } from '../../../../hub/api/customers/drafts.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import type { TextMark } from './field/formatting.ts';
import { markKeys } from './toolbar.ts';

/** What can be done in the composer by keys: R and N from anywhere, Alt+L and Alt+P while typing too. */
export function composerCommands({ write, mark }: { write: (mode: DraftMode) => void; mark: (mark: TextMark) => void }): Command[] {
  const group = t('composer:title');
  const reply = {
    title: t('composer:writeReply'),
    group,
    isEnabled: () => may('conversation.reply'),
    run: () => write('reply'),
  };
  const note = { title: t('composer:writeNote'), group, isEnabled: () => may('conversation.note'), run: () => write('note') };
  const whileTyping = { inFields: true, isHidden: true };
  return [
    { ...reply, id: 'composer.reply', keys: 'KeyR' },
    { ...note, id: 'composer.note', keys: 'KeyN' },
    { ...reply, ...whileTyping, id: 'composer.reply.typing', keys: 'Alt+KeyL' },
    { ...note, ...whileTyping, id: 'composer.note.typing', keys: 'Alt+KeyP' },
    ...(['bold', 'italic', 'code', 'link'] as const).map((name) => ({
      ...whileTyping,
      id: `composer.${name}`,
      title: t(`composer:mark.${name}`),
      group,
      keys: markKeys[name],
      run: () => mark(name),
    })),
  ];
}
