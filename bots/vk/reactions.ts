/**
 * The reactions of VK's messenger by their number, from 1 on. VK's documentation names none: only `messages.getReactionsAssets` does, with pictures, and
 * not to a community's token. So these are what others found: two bots with public code have the same, and the README of a third
 * (flobo3/nanobot-channel-vk) names 1-4, 8, 10 and 16; one of the two has another grin for 11, one leaves out 14. Nobody but one has 6, as a broken
 * heart, which we had as a question mark: it is never sent. It and what VK added after 16, on which nobody agrees, are shown as a puzzle piece.
 */
const byNumber = ['❤', '🔥', '😂', '👍', '💩', null, '😭', '😡', '👎', '👌', '😃', '🤔', '🙏', '😘', '😍', '🎉'];

/** The only reactions that can be sent. */
export const reactionEmojis: readonly string[] = byNumber.filter((emoji) => emoji !== null);

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
