/** A file to send, as which kind of message. */
export interface Sample {
  kind: 'photo' | 'video' | 'document' | 'voice' | 'sticker';
  name: string;
  blob: Blob;
}
