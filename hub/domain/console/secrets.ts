import type { ObjectId } from '../../core/ids.ts';

/** Where the bot's token is sealed. */
export function tokenPlace(workspaceId: ObjectId) {
  return { workspaceId: workspaceId.toHexString(), field: 'console.token' };
}

/** Where the webhook's secret token is sealed. */
export function webhookSecretPlace(workspaceId: ObjectId) {
  return { workspaceId: workspaceId.toHexString(), field: 'console.webhook-secret' };
}
