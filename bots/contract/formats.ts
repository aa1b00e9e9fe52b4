/** What formats are called where their MIME type says it otherwise. */
const names: Readonly<Record<string, string>> = { quicktime: 'MOV', msvideo: 'AVI', webm: 'WebM', jpg: 'JPEG' };

/** True when a file of this type may be sent where only these formats are taken (null: every one). Parameters of the type do not count. */
export function isFormatTaken(formats: readonly string[] | null, mimeType: string): boolean {
  return formats === null || formats.includes(mimeType.toLowerCase().split(';')[0]?.trim() ?? '');
}

/** What people call these MIME types, each once: PNG, JPEG, MOV. */
export function formatNames(formats: readonly string[]): string[] {
  const called = formats.map((type) => {
    const bare = type.replace(/^.*\//, '').replace(/^(x-|vnd\.)/, '');
    return names[bare] ?? bare.toUpperCase();
  });
  return [...new Set(called)];
}
