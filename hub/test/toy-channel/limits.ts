import type { Abilities } from '../../../bots/contract/abilities.ts';

/** What the toy can do: texts of 20 signs, one after another. Nobody published it; it is a toy. */
export const toyAbilities: Abilities = {
  attachments: {},
  textLength: 20,
  textBytes: null,
  captionLength: 0,
  albumSize: 1,
  location: false,
  edit: false,
  deleteHours: null,
  react: false,
  reactionEmojis: null,
  replyTo: false,
  typing: false,
  told: { edit: false, delete: false, react: false, typing: false },
  receipts: 'sent',
  buttons: null,
  windowHours: null,
  templates: false,
  startConversation: false,
  idempotentSend: false,
  rate: { accountPerSecond: 50, chatPerSecond: 50, chatBurst: 50 },
};
