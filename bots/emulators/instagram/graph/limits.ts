/** Bytes of UTF-8 of a text. */
export const maxTextBytes = 1000;
/** Characters of the text over buttons of a template. */
export const maxTemplateText = 640;
export const maxQuickReplies = 13;
export const maxTemplateButtons = 3;
/** Characters of a title; longer ones of quick replies are cut, of buttons refused. */
export const maxTitle = 20;
export const maxPayload = 1000;
const megabyte = 1024 * 1024;

/** What may be sent, by type: bytes and media types. */
export const mediaLimits: Record<string, { bytes: number; types: readonly string[] }> = {
  image: { bytes: 8 * megabyte, types: ['image/png', 'image/jpeg', 'image/gif'] },
  video: { bytes: 25 * megabyte, types: ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/quicktime', 'video/webm'] },
  audio: { bytes: 25 * megabyte, types: ['audio/aac', 'audio/m4a', 'audio/x-m4a', 'audio/wav', 'audio/x-wav', 'audio/mp4'] },
  file: { bytes: 25 * megabyte, types: ['application/pdf'] },
};

const hourMs = 3_600_000;
/** How long after a person wrote they may be answered, and with the human agent tag. */
export const windowMs = { plain: 24 * hourMs, humanAgent: 7 * 24 * hourMs };
