import { extname } from 'node:path';
import type { StoredFile } from './files.ts';
import type { VkAttachment } from './state.ts';

/** A stored file as it hangs on a message. `url` is the emulator's own address. */
export function attachmentOf(file: StoredFile, url: string, date: number): VkAttachment {
  const base = { id: file.id, owner_id: file.ownerId, access_key: file.accessKey };
  const address = `${url}/files/${file.key}/${encodeURIComponent(file.name)}`;
  switch (file.type) {
    case 'photo': {
      const sizes = [
        { type: 's', width: 75, height: 50 },
        { type: 'w', width: 1280, height: 853 },
        { type: 'x', width: 604, height: 402 },
      ];
      return {
        type: 'photo',
        photo: { ...base, album_id: -3, date, text: '', sizes: sizes.map((size) => ({ ...size, url: `${address}?size=${size.type}` })) },
      };
    }
    case 'audio_message':
      return {
        type: 'audio_message',
        audio_message: { ...base, duration: 3, waveform: [0, 7, 3], link_ogg: address, link_mp3: `${address}?as=mp3` },
      };
    case 'graffiti':
      return { type: 'graffiti', graffiti: { ...base, url: address, width: 512, height: 512 } };
    case 'doc': {
      const ext = extname(file.name).slice(1) || 'bin';
      const type = ext === 'gif' ? 3 : 1;
      // A document's link leads elsewhere first.
      return { type: 'doc', doc: { ...base, title: file.name, size: file.bytes.length, ext, type, date, url: `${url}/doc/${file.key}` } };
    }
  }
}
