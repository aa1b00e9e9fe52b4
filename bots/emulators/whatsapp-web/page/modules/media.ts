interface MediaParams {
  asSticker?: boolean;
  asGif?: boolean;
  isPtt?: boolean;
  asDocument?: boolean;
}

/** Bytes on their way (`WAWebMediaOpaqueData`). */
class OpaqueData {
  readonly blob: Blob;

  constructor(blob: Blob) {
    this.blob = blob;
  }

  static async createFromData(blob: Blob, _type: string): Promise<OpaqueData> {
    return new OpaqueData(blob);
  }

  url(): string {
    return 'blob:media';
  }

  autorelease(): void {}

  formData(): Blob {
    return this.blob;
  }
}

/** What is known of a file that is being sent. */
class MediaData {
  [field: string]: unknown;

  set(fields: object): void {
    Object.assign(this, fields);
  }

  toJSON(): object {
    const { mediaBlob: _, ...fields } = this;
    return fields;
  }
}

const mediaObjects = new Map<string, Record<string, unknown>>();

/** What WhatsApp makes of a file: by what was asked, else by its type. */
function kindOf(type: string, params: MediaParams): string {
  if (params.asDocument) return 'document';
  if (params.isPtt) return 'ptt';
  const family = type.split('/')[0] ?? '';
  return ['image', 'video', 'audio'].includes(family) ? family : 'document';
}

async function prepare({ blob }: OpaqueData, params: MediaParams): Promise<MediaData> {
  const hash = await hashOf(blob);
  const prepared = new MediaData();
  const type = kindOf(blob.type, params);
  prepared.set({
    type,
    mimetype: blob.type,
    filehash: hash,
    size: blob.size,
    mediaBlob: blob,
    ...(type === 'document' && blob instanceof File && { filename: blob.name }),
    ...(params.asGif && { isGif: true }),
  });
  mediaObjects.set(hash, { filehash: hash, size: blob.size, type, contentInfo: {}, blob, consolidate() {} });
  return prepared;
}

async function upload(blob: Blob): Promise<string> {
  const response = await fetch('/media', { method: 'POST', body: blob });
  if (!response.ok) throw new Error(`upload failed: ${response.status}`);
  return response.text();
}

async function hashOf(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

/** Files both ways. Nothing is encrypted here: what a file says of its keys is made up. */
export const media: Record<string, unknown> = {
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia: (data: OpaqueData, params: MediaParams) => ({ waitForPrep: () => prepare(data, params) }) },
  WAWebMediaStorage: { getOrCreateMediaObject: (hash: string) => mediaObjects.get(hash) },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }: { type: string }) => type, castToV4: (type: string) => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaMmsV4Upload: {
    async uploadMedia({ mediaObject }: { mediaObject: { blob: Blob } }) {
      const directPath = await upload(mediaObject.blob);
      return { mediaEntry: { mmsUrl: directPath, directPath, mediaKey: 'a key', mediaKeyTimestamp: 0 } };
    },
  },
  WAWebStartMediaUploadQpl: { startMediaUploadQpl: () => ({}) },
  WAWebUploadManager: {
    encryptAndUpload: async ({ blob }: { blob: Blob }) => {
      const directPath = await upload(blob);
      return { url: directPath, directPath, mediaKey: 'a key', encFilehash: 'a hash', mimetype: blob.type };
    },
  },
  WAWebImageUtils: { toWebpSticker: async (file: File) => file },
  WAWebDownloadManager: {
    downloadManager: {
      async downloadAndMaybeDecrypt({ directPath, signal }: { directPath: string; signal: AbortSignal }) {
        const response = await fetch(directPath, { signal });
        if (!response.ok) throw Object.assign(new Error('the file is not there'), { status: response.status });
        return response.arrayBuffer();
      },
    },
  },
};
