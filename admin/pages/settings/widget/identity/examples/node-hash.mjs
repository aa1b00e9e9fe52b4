// node user-hash.mjs 42
import { createHmac } from 'node:crypto';

// Stays on your server: whoever has it can pose as any of your users.
const secret = process.env.HUB_IDENTITY_SECRET;

function userHash(userId) {
  return createHmac('sha256', secret).update(String(userId)).digest('hex');
}

console.log(userHash(process.argv[2]));
