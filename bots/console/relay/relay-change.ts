import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { MessageLink } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import { noPreview, type Delivery, type Spot } from '../sending/delivery.ts';
import { splitStyled, type Styled } from '../telegram/entities.ts';
import { readRefusal } from '../telegram/refused.ts';
import { exchangeFile } from './exchange-file.ts';
import { filesToCome, firstFilePart, placePart, planRelay, type RelayPlan } from './plan-relay.ts';
import { relayMessage, sendMissing } from './relay-message.ts';
import type { FileGroup } from './send-files.ts';

const captionLimit = 1024;

/** Brings the shown copy in line with an edit, a deletion, a reaction, or files that came meanwhile: piece by piece. */
export async function relayChange(delivery: Delivery, spot: Spot, conversation: DeskConversation, message: MessageView): Promise<void> {
  const { records } = delivery.parts;
  const links = (await records.links.listByMessage(message.id)).filter((link) => link.chatId === spot.chatId && link.kind === 'relay');
  const [first] = links;
  if (!first) return;

  const isComing = message.attachments.some((file) => file.state === 'pending');
  if (first.part >= filesToCome && !isComing) {
    for (const link of links) await forget(delivery, link);
    return relayMessage(delivery, spot, conversation, message);
  }
  const texts = links.filter(isText);
  const files = links.filter((link) => !isText(link) && link.part !== placePart);
  const inTopic = spot.threadId !== undefined;
  if (isComing && files.length > 0) return; // The new file's own change follows, and brings the words along.

  const plan = planRelay(delivery.t, conversation, message, { inTopic, isApart: texts.length > 0 && files.length > 0 });
  await changeTexts(delivery, texts, plan);
  await changeFiles(delivery, files, plan);
  await sendMissing(delivery, spot, conversation, message, plan);
}

function isText({ part }: MessageLink): boolean {
  return part < firstFilePart || part >= filesToCome;
}

/** Edits each message of words that is shown, and takes away what is too many now. */
async function changeTexts(delivery: Delivery, links: MessageLink[], { texts, firstTextPart }: RelayPlan): Promise<void> {
  for (const link of links) {
    const piece = texts[link.part - firstTextPart];
    if (!piece) await forget(delivery, link);
    else {
      const edit = () => delivery.api.editMessageText(link.chatId, link.messageId, piece.text, { entities: piece.entities, ...noPreview });
      await editPiece(delivery, link, edit);
    }
  }
}

/** Exchanges each file that is another one now, keeps the others, and takes away what is too many. */
async function changeFiles(delivery: Delivery, links: MessageLink[], { groups, caption }: RelayPlan): Promise<void> {
  const wanted = groups.flatMap(({ shape, files }) =>
    files.map((file): FileGroup & { id: string } => ({ shape, files: [file], takesCaption: true, id: file.id })),
  );
  for (const link of links) {
    const group = wanted[link.part - firstFilePart];
    const words = link.part === firstFilePart ? caption : null;
    if (!group) await forget(delivery, link);
    else if (link.attachmentId !== undefined && link.attachmentId !== group.id) await exchange(delivery, link, group, words);
    else if (link.part === firstFilePart) await changeCaption(delivery, link, words);
  }
}

async function exchange(delivery: Delivery, link: MessageLink, group: FileGroup, words: Styled | null): Promise<void> {
  const { records } = delivery.parts;
  const isDone = await exchangeFile(delivery, link, group, words);
  await (isDone ? records.links.remove(link.chatId, link.messageId) : forget(delivery, link));
  // A link says which file it shows, so the exchanged one gets a new link; without one the piece is sent anew.
  const [file] = group.files;
  if (isDone && file) await records.links.add([{ ...link, attachmentId: file.id }]);
}

async function changeCaption(delivery: Delivery, link: MessageLink, words: Styled | null): Promise<void> {
  const [caption] = words ? splitStyled(words, captionLimit) : [];
  const edit = () =>
    delivery.api.editMessageCaption(link.chatId, link.messageId, {
      caption: caption?.text ?? '',
      caption_entities: caption?.entities ?? [],
    });
  await editPiece(delivery, link, edit);
}

/** Edits a piece; one that is gone is forgotten, so that it is sent anew. */
async function editPiece({ parts }: Delivery, link: MessageLink, edit: () => Promise<unknown>): Promise<void> {
  try {
    await edit();
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal === 'message-lost') return parts.records.links.remove(link.chatId, link.messageId);
    if (refusal !== 'not-modified') throw error;
  }
}

/** Takes a message away where Telegram lets us; it stays as it is otherwise. */
async function forget({ api, parts }: Delivery, link: MessageLink): Promise<void> {
  await api.deleteMessage(link.chatId, link.messageId).catch((error: unknown) => {
    parts.log.info({ err: error, chatId: link.chatId }, 'a copy was not deleted');
  });
  await parts.records.links.remove(link.chatId, link.messageId);
}
