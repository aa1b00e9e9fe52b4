import { createDeciding } from './answering/decide.ts';
import { createEditing } from './answering/edit.ts';
import { createReceiving } from './answering/receive.ts';
import { createSigningIn } from './channels/signing-in.ts';
import { createClosing } from './closing/close.ts';
import { createGroups } from './linking/group.ts';
import { createLinking } from './linking/link.ts';
import { createNotes } from './notes/notes.ts';
import type { Parts } from './parts.ts';
import type { PressHandlers } from './cards/press.ts';
import { createBlocking } from './queue/block.ts';
import { createLists } from './queue/lists.ts';
import { createLooking } from './queue/look.ts';
import { createInline } from './replies/inline.ts';
import { createQuickReplies } from './replies/quick-replies.ts';
import { createSnoozing } from './snoozing/snooze.ts';
import { createStatus } from './status/status.ts';
import { createAssigning } from './taking/assign.ts';
import { createTaking } from './taking/take.ts';
import { createVisitors } from './visitors/visitors.ts';

/** Every feature of the console, made once. Tickets, knowledge base and AI get their line here when they come. */
export function createFeatures(parts: Parts) {
  const notes = createNotes(parts);
  const snoozing = createSnoozing(parts);
  const visitors = createVisitors(parts);
  const signingIn = createSigningIn(parts);
  const receiving = createReceiving(parts, async (ctx, prompt, draft) => {
    if (prompt.kind === 'sign-in') return signingIn.answerCode(ctx, prompt, draft);
    if (prompt.kind === 'visitor') await visitors.answer(ctx, prompt, draft);
    else if (prompt.kind === 'note') await notes.answerNote(ctx, prompt, draft);
    else if (prompt.kind === 'snooze' && prompt.conversationId) {
      // What is no time stays a question, so that it can be answered again; it never becomes a reply.
      if (await snoozing.snoozeByWords(ctx, prompt.conversationId, draft.text)) await parts.records.prompts.take(prompt.id, ctx.agent.id);
    } else return false;
    return true;
  });
  return {
    notes,
    snoozing,
    visitors,
    signingIn,
    receiving,
    edit: createEditing(parts),
    deciding: createDeciding(parts),
    closing: createClosing(parts),
    taking: createTaking(parts),
    assigning: createAssigning(parts),
    quickReplies: createQuickReplies(parts),
    inline: createInline(parts),
    lists: createLists(parts),
    looking: createLooking(parts),
    blocking: createBlocking(parts),
    linking: createLinking(parts),
    groups: createGroups(parts),
    status: createStatus(parts),
  };
}

/** What `createFeatures` makes. */
export type Features = ReturnType<typeof createFeatures>;

/** One handler for every verb a button can have. */
export function pressHandlers(features: Features): PressHandlers {
  const {
    notes,
    snoozing,
    deciding,
    closing,
    taking,
    assigning,
    quickReplies,
    lists,
    looking,
    linking,
    groups,
    status,
    visitors,
    signingIn,
  } = features;
  return {
    take: taking.take,
    takeOver: taking.takeOver,
    release: taking.release,
    assignMenu: assigning.assignMenu,
    assignAgent: assigning.assignAgent,
    departmentMenu: assigning.departmentMenu,
    assignDepartment: assigning.assignDepartment,
    transferNote: notes.transferNote,
    snoozeMenu: snoozing.snoozeMenu,
    snooze: snoozing.snooze,
    quickReplyMenu: quickReplies.quickReplyMenu,
    quickReply: quickReplies.quickReply,
    note: notes.note,
    close: closing.close,
    undoClose: closing.undoClose,
    reopen: closing.reopen,
    back: assigning.back,
    history: looking.history,
    open: looking.open,
    retry: deciding.retry,
    sendAnyway: deciding.sendAnyway,
    asNote: deciding.asNote,
    discard: deciding.discard,
    sendTo: deciding.sendTo,
    correction: deciding.correction,
    setting: status.setting,
    queuePage: lists.queuePage,
    minePage: lists.minePage,
    unlink: linking.unlink,
    putBack: groups.putBack,
    replay: status.replay,
    visitorsPage: visitors.visitorsPage,
    visitorWrite: visitors.visitorWrite,
    signInShow: signingIn.signInShow,
  };
}
