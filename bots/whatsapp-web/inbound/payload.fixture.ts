/** A customer, as the worker names the other side of a chat. */
export const annPeer = { remote: '4917700000001@c.us', phone: '4917700000001@c.us' };

/** One message in a chat with Ann, as the worker hands it over; written after WhatsApp Web's own model. */
export function messageEvent(fields: Record<string, unknown> = {}, peer: object = annPeer): object {
  const message = { id: { fromMe: false, id: '3EB0AA' }, type: 'chat', t: 1_790_000_000, notifyName: 'Ann', hasMedia: false, ...fields };
  return { kind: 'message', peer, message };
}

/** What `deliver` carries. */
export function payloadOf(...events: unknown[]): object {
  return { events };
}
