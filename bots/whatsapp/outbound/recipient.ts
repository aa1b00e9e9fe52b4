/** Ids that WhatsApp makes for a person and one business: two letters of a country, a dot, and signs. */
const scopedId = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Who a message goes to: a phone number and a scoped id have fields of their own. */
export function recipientOf(chatId: string): { to: string } | { recipient: string } {
  return scopedId.test(chatId) ? { recipient: chatId } : { to: chatId };
}
