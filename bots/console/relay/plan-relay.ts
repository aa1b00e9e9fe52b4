import type { MessageView } from '../../../hub/api/customers/messages.ts';
import { describeAttachment } from '../cards/describe-message.ts';
import type { Translate } from '../console.ts';
import type { DeskConversation } from '../desk-views.ts';
import { lines, splitStyled, type Styled } from '../telegram/entities.ts';
import { groupFiles, type FileGroup } from './send-files.ts';
import { renderRelay } from './render-relay.ts';

/** Marks a message whose files were still being fetched when it was shown. */
export const filesToCome = 1000;

/** The first part that is a file. */
export const firstFilePart = 100;

/** The part that is a place on the map. */
export const placePart = 500;

/** Telegram takes captions up to 1024 UTF-16 units. */
const captionLimit = 1024;

/** What a message of the timeline is shown as: messages of words, files in groups, and the words under the first file. */
export interface RelayPlan {
  texts: Styled[];
  firstTextPart: number;
  groups: FileGroup[];
  caption: Styled | null;
}

/** Where a copy stands, and whether its words have messages of their own already. */
interface PlanOptions {
  inTopic: boolean;
  isApart?: boolean;
}

/** Plans a copy; the same message gives the same plan. */
export function planRelay(
  t: Translate,
  conversation: Pick<DeskConversation, 'number' | 'contact'>,
  message: MessageView,
  { inTopic, isApart = false }: PlanOptions,
): RelayPlan {
  const styled = renderRelay(t, conversation, message, inTopic);
  const ready = message.attachments.filter((file) => file.state === 'ready');
  const isComing = message.attachments.some((file) => file.state === 'pending');
  if (ready.length === 0 || isComing) {
    const notes = message.text === '' ? [] : message.attachments.map((file) => describeAttachment(t, file));
    const texts = splitStyled(lines(styled, ...notes));
    return { texts, firstTextPart: isComing ? filesToCome : 0, groups: [], caption: null };
  }
  const groups = groupFiles(ready);
  const lost = message.attachments.filter((file) => file.state !== 'ready').map((file) => describeAttachment(t, file));
  const words = lines(styled, ...lost);
  const fits = !isApart && words.text.length <= captionLimit && groups[0]?.takesCaption === true;
  return { texts: fits ? [] : splitStyled(words), firstTextPart: 0, groups, caption: fits ? words : null };
}
