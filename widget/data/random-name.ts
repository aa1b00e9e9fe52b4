/** A new random name of 32 hex digits. `randomUUID` is there only over https and on localhost. */
export function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
