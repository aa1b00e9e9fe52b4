import type { ConsoleRecords } from '../../../bots/console/desk-records.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { ConsoleUpdate, type ConsoleUpdateRecord } from '../../domain/console/records/update.ts';
import { keyOf, ownedBy, type Scope } from './scope.ts';

const hour = 3_600_000;
/** Telegram itself keeps what was not confirmed for a day. */
const handledMs = 48 * hour;
const parkedMs = 30 * 24 * hour;

/** Which updates were handled, and those that could not be. */
export function createUpdates(scope: Scope): ConsoleRecords['updates'] {
  const idOf = (updateId: number) => keyOf(scope, 'console-update', updateId);
  const later = (ms: number) => new Date(scope.hub.now().getTime() + ms);

  return {
    async isHandled(updateId) {
      return (await ConsoleUpdate.exists({ _id: idOf(updateId) })) !== null;
    },

    async markHandled(updateId) {
      await insertOnce(ConsoleUpdate, { ...ownedBy(scope), _id: idOf(updateId), updateId, expiresAt: later(handledMs) });
    },

    async listParked(limit) {
      const found = await ConsoleUpdate.find({ ...ownedBy(scope), parkedAt: { $exists: true } })
        .sort({ updateId: 1 })
        .limit(limit)
        .lean<ConsoleUpdateRecord[]>();
      return found.map(({ updateId, update }) => ({ updateId, update: JSON.parse(update ?? 'null') as unknown }));
    },

    async settle(updateId) {
      const change = { $set: { expiresAt: later(handledMs) }, $unset: { parkedAt: 1, update: 1, reason: 1 } } as const;
      await ConsoleUpdate.updateOne({ _id: idOf(updateId) }, change);
    },

    async park(updateId, update, reason) {
      const parked = { update: JSON.stringify(update), reason: reason.slice(0, 1000), parkedAt: scope.hub.now() };
      await insertOnce(ConsoleUpdate, { ...ownedBy(scope), _id: idOf(updateId), updateId, ...parked, expiresAt: later(parkedMs) });
    },
  };
}
