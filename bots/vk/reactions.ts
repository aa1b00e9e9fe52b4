/** The reactions of VK's messenger by their number, from 1 on. It has more numbers than names: what is not here is shown as a puzzle piece. */
const byNumber = ['❤', '🔥', '😂', '👍', '💩', '❓', '😭', '😡', '👎', '👌', '😃', '🤔', '🙏', '😘', '😍', '🎉'];

/** The only reactions that can be sent. */
export const reactionEmojis: readonly string[] = byNumber;

/** How a number looks. */
export function emojiOf(reactionId: number): string {
  return byNumber[reactionId - 1] ?? '🧩';
}

/** The number of an emoji, with or without its variation sign; undefined when VK has none for it. */
export function reactionOf(emoji: string): number | undefined {
  const bare = emoji.replaceAll('\uFE0F', '');
  const place = byNumber.indexOf(bare);
  return place < 0 ? undefined : place + 1;
}
