// node user-token.mjs 42 "Anna Petrova"
import { createHmac } from 'node:crypto';

// Stays on your server: whoever has it can pose as any of your users.
const secret = process.env.HUB_IDENTITY_SECRET;
const widgetKey = process.env.HUB_WIDGET_KEY;

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function userToken({ id, name, email }) {
  const expires = Math.floor(Date.now() / 1000) + 600; // ten minutes; an hour at most
  const claims = { sub: String(id), aud: widgetKey, exp: expires, name, email };
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}

console.log(userToken({ id: process.argv[2], name: process.argv[3] }));
