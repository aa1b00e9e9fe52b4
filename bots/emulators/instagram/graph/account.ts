import type { Core } from '../core.ts';
import { webhookFields } from '../world/state.ts';
import type { Account, Token } from '../world/state.ts';
import { addressOf, storeFile } from '../world/world.ts';
import { GraphError, badToken, invalidParameter, noSuchObject } from './graph-error.ts';
import { mediaLimits } from './limits.ts';
import type { GraphCall } from './request.ts';

type Fields = Record<string, unknown>;

/** `GET /me`: the account itself under Instagram Login, its page under Facebook Login. */
export function getMe({ id, appScopedId, pageId, username, name }: Account): Fields {
  if (pageId !== null) return { id: pageId, name: `${name} (page)`, instagram_business_account: { id, username, name } };
  return { id: appScopedId, user_id: id, username, name, account_type: 'BUSINESS' };
}

/** `GET /{person}`: only of people who wrote. */
export function getProfile({ world }: Core, account: Account, personId: string): Fields {
  const person = world.people.get(personId);
  if (!person) throw noSuchObject(personId);
  const hasWritten = world.threads.get(`${account.id}:${personId}`)?.personWroteAt != null;
  if (!hasWritten) throw new GraphError(230, '(#230) User consent is required to access user profile', { status: 403 });
  const { id, name, username, picture } = person;
  return { id, name, username, ...(picture && { profile_pic: addressOf(world, picture) }) };
}

/** Fields that pages know; any of them lets the webhooks of the page's Instagram account through. */
const pageFields = [
  'messages',
  'messaging_postbacks',
  'message_reactions',
  'message_reads',
  'messaging_referrals',
  'message_edits',
  'standby',
];

/** `POST /{account}/subscribed_apps`. */
export function subscribe(account: Account, parameters: Fields): Fields {
  const given = parameters['subscribed_fields'];
  const names = (Array.isArray(given) ? given.map(String) : (typeof given === 'string' ? given : '').split(',')).filter(
    (name) => name !== '',
  );
  const known: readonly string[] = account.login === 'facebook' ? pageFields : webhookFields;
  const unknown = names.find((name) => !known.includes(name));
  if (names.length === 0) throw invalidParameter('The parameter subscribed_fields is required');
  if (unknown !== undefined) throw invalidParameter(`Param subscribed_fields[0] must be one of {${known.join(', ')}} - got "${unknown}"`);
  account.subscribed = new Set(webhookFields.filter((name) => account.login === 'facebook' || names.includes(name)));
  return { success: true };
}

/** `POST /{account}/message_attachments`: keeps a file to be sent by its id. */
export function uploadAttachment({ world }: Core, { parameters, file }: GraphCall): Fields {
  const attachment = objectOf(objectOf(parameters['message'])?.['attachment']);
  const type = String(attachment?.['type']);
  const limit = mediaLimits[type];
  if (!limit) throw invalidParameter('Param message[attachment][type] must be one of {image, video, audio, file}');
  if (!file) throw new GraphError(100, '(#100) Upload attachment failure.', { subcode: 2018047 });
  const isFitting = file.bytes.length <= limit.bytes && limit.types.includes(file.mime);
  if (!isFitting)
    throw new GraphError(100, `(#100) Upload attachment failure: ${file.mime} of ${file.bytes.length} bytes`, { subcode: 2018047 });
  const stored = storeFile(world, file.bytes, file.mime);
  const attachmentId = `10${stored.key.slice(1).padStart(14, '0')}`;
  world.uploads.set(attachmentId, { type, file: stored });
  return { attachment_id: attachmentId };
}

const dayMs = 24 * 3_600_000;

/** `GET /refresh_access_token`: a token of Instagram Login that is older than a day lasts for another 60. */
export function refreshToken({ world }: Core, token: Token, parameters: Fields): Fields {
  const now = world.clock.now();
  if (parameters['grant_type'] !== 'ig_refresh_token') throw invalidParameter('Param grant_type must be ig_refresh_token');
  if (token.account.login !== 'instagram') throw badToken(false);
  if (now - token.issuedAt < dayMs) throw new GraphError(100, 'The access token must be at least 24 hours old to be refreshed.');
  const value = `${token.account.login === 'instagram' ? 'IGAA' : 'EAAG'}${token.account.appId}r${now}`;
  // The old one goes on until its own end.
  world.tokens.set(value, { value, account: token.account, issuedAt: now, expiresAt: now + 60 * dayMs });
  return { access_token: value, token_type: 'bearer', expires_in: (60 * dayMs) / 1000 };
}

/** `GET /debug_token` of Facebook: when a token ends, 0 when it does not. */
export function debugToken({ world }: Core, parameters: Fields): Fields {
  const token = world.tokens.get(String(parameters['input_token']));
  if (!token) throw badToken(false);
  const { account, expiresAt } = token;
  const isValid = expiresAt === null || expiresAt > world.clock.now();
  return {
    data: { app_id: account.appId, type: 'PAGE', is_valid: isValid, expires_at: expiresAt === null ? 0 : Math.floor(expiresAt / 1000) },
  };
}

function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}
