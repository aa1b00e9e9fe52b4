import type WAWebJS from 'whatsapp-web.js';

/** The fields that are handed over: no keys of files, no thumbnails, nothing nobody reads. */
const fields = [
  ...['type', 't', 'caption', 'notifyName', 'mimetype', 'filename', 'size', 'duration', 'isGif', 'isViewOnce', 'isForwarded'],
  ...['lat', 'lng', 'loc', 'clientUrl', 'vcardList', 'quotedStanzaID', 'quotedParticipant', 'selectedButtonId'],
  ...['pollName', 'pollOptions', 'eventName', 'title', 'description', 'orderId', 'inviteGrpName', 'inviteCode'],
];

/** A message as `inbound/payload.ts` reads it. Its own words for a file are the caption: the body is a thumbnail then. */
export function pickMessage(message: WAWebJS.Message): Record<string, unknown> {
  const raw = message.rawData as Record<string, unknown>;
  const picked = Object.fromEntries(fields.flatMap((name) => (raw[name] === undefined ? [] : [[name, raw[name]]])));
  const { fromMe, id } = message.id;
  const quoted = raw['quotedMsg'] as Record<string, unknown> | undefined;
  const reply = (raw['listResponse'] ?? {}) as { title?: unknown; description?: unknown; singleSelectReply?: { selectedRowId?: unknown } };
  return {
    ...picked,
    id: { fromMe, id },
    hasMedia: message.hasMedia,
    ...(!message.hasMedia && { body: raw['body'] }),
    ...(quoted && {
      quotedMsg: { type: quoted['type'], caption: quoted['caption'], ...(quoted['type'] === 'chat' && { body: quoted['body'] }) },
    }),
    ...(raw['listResponse'] !== undefined && {
      selectedRowId: reply.singleSelectReply?.selectedRowId,
      listTitle: reply.title,
      listDescription: reply.description,
    }),
  };
}
