const ann = { id: 502, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'ann', language_code: 'en' };
const chat = { id: 502, type: 'private', first_name: 'Ann' };
const file = {
  file_id: 'f',
  file_unique_id: 'u',
  file_size: 3,
  mime_type: 'image/png',
  file_name: 'a.png',
  width: 1,
  height: 1,
  duration: 1,
};
const message = { message_id: 900, date: 1_790_000_000, chat, from: ann };

/** An update of each kind with everything that is read of it. */
export const telegramSamples: readonly object[] = [
  {
    message: {
      ...message,
      text: 'poison',
      entities: [{ type: 'bold', offset: 0, length: 3 }],
      forward_origin: { type: 'user', sender_user: ann, date: 1 },
      reply_to_message: { message_id: 1, text: 'before' },
      quote: { text: 'q', position: 0 },
    },
  },
  { message: { ...message, text: '/start spring', entities: [{ type: 'bot_command', offset: 0, length: 6 }] } },
  {
    message: {
      ...message,
      photo: [file, file],
      caption: 'poison',
      media_group_id: 'g',
      caption_entities: [{ type: 'url', offset: 0, length: 2 }],
    },
  },
  { message: { ...message, video: { ...file, thumbnail: file } } },
  { message: { ...message, voice: file } },
  { message: { ...message, document: file, animation: file } },
  { message: { ...message, sticker: { ...file, emoji: '👍', is_animated: true, is_video: false, thumbnail: file } } },
  {
    message: {
      ...message,
      location: { latitude: 1, longitude: 2 },
      venue: { location: { latitude: 1, longitude: 2 }, title: 't', address: 'a' },
    },
  },
  { message: { ...message, contact: { phone_number: '1', first_name: 'Bo', last_name: 'Lee', vcard: 'v' } } },
  { message: { ...message, poll: { question: 'q', options: [{ text: 'a' }] } } },
  { message: { ...message, migrate_to_chat_id: -5, new_chat_title: 't' } },
  { edited_message: { ...message, edit_date: 1_790_000_001, text: 'poison' } },
  {
    callback_query: {
      id: 'q',
      from: ann,
      data: 'p',
      message: { message_id: 1, chat, reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'p' }]] } },
    },
  },
  {
    message_reaction: {
      chat,
      message_id: 1,
      user: ann,
      date: 1_790_000_000,
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji: '👍' }],
    },
  },
  {
    my_chat_member: {
      chat,
      from: ann,
      date: 1_790_000_000,
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked', user: ann },
    },
  },
];
