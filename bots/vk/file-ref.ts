/** Where a file hangs: the conversation, the message, its place on it, and what VK calls it. */
export interface FilePlace {
  peerId: number;
  cmid: number;
  index: number;
  name: string;
}

/** A file's reference for `fetchFile`. */
export function writeFileRef({ peerId, cmid, index, name }: FilePlace): string {
  return `vk:${peerId}:${cmid}:${index}:${name}`;
}

/** Reads what `writeFileRef` wrote; undefined for anything else. */
export function readFileRef(ref: string): FilePlace | undefined {
  const [, peerId, cmid, index, name] = /^vk:(\d+):(\d+):(\d+):(.*)$/s.exec(ref) ?? [];
  return name === undefined ? undefined : { peerId: Number(peerId), cmid: Number(cmid), index: Number(index), name };
}
