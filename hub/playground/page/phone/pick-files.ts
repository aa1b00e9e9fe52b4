import type { Sample } from '../samples/sample.ts';

/** Opens the browser's file picker; resolves with nothing when it is closed. */
export function pickFiles(accept: string): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = accept;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Telegram takes at most ten files in one album. */
const albumSize = 10;

/** Files as messages: pictures and videos as such, unless they shall go as documents, in albums of at most ten. */
export function asSamples(files: readonly File[], asDocuments: boolean): Sample[][] {
  const samples = files.map((file): Sample => {
    const kind = asDocuments
      ? 'document'
      : file.type.startsWith('image/')
        ? 'photo'
        : file.type.startsWith('video/')
          ? 'video'
          : 'document';
    return { kind, name: file.name, blob: file };
  });
  // Documents and pictures never share an album.
  const groups = [samples.filter(({ kind }) => kind !== 'document'), samples.filter(({ kind }) => kind === 'document')];
  return groups.flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / albumSize) }, (_, index) => group.slice(index * albumSize, (index + 1) * albumSize)),
  );
}
