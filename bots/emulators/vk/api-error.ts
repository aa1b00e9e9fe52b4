/** A refusal of VK: what stands under `error` in its answer. */
export class VkApiError extends Error {
  readonly code: number;

  constructor(code: number, message: string = texts[code] ?? 'Unknown error occurred') {
    super(message);
    this.code = code;
  }
}

/** VK's own words for its codes, where it has one wording. */
const texts: Record<number, string> = {
  1: 'Unknown error occurred',
  5: 'User authorization failed: invalid access_token (4).',
  6: 'Too many requests per second',
  9: 'Flood control',
  10: 'Internal server error',
  15: 'Access denied',
  27: 'Group authorization failed: group revoke access for this token',
  100: 'One of the parameters specified was missing or invalid',
  901: "Can't send messages for users without permission",
  902: "Can't send messages to this user due to their privacy settings",
  909: "Can't edit this message, because it's too old",
  911: 'Keyboard format is invalid',
  912: 'This is a chat bot feature, change this status in settings',
  914: 'Message is too long',
  917: "You don't have access to this chat",
  924: "Can't delete this message for everybody",
  1009: 'Unknown reaction passed',
  2000: 'Cannot add more servers',
};

/** What a parameter did not give, in VK's words. */
export function wrongParameter(what: string): VkApiError {
  return new VkApiError(100, `One of the parameters specified was missing or invalid: ${what}`);
}
