import { randomUUID } from 'node:crypto';
import type { ConnectContext } from '../../contract/channel.ts';
import { sayWhy, type ToldReason } from '../../contract/reason.ts';
import { packProfile } from './archive.ts';
import type { CatchingUp } from './catching-up.ts';
import type { Ending } from './endings.ts';
import type { HandingOver } from './handing-over.ts';
import type { ProfileFolder } from './profile.ts';
import { maxProfileBytes, saveStored, type StoredSession } from './stored.ts';
import type { Timing } from './timing.ts';

/** Keys of messages of ours that are kept, at most. */
export const maxSent = 500;

/** What a keeper works with. */
interface KeeperParts extends Pick<ConnectContext<unknown>, 'session' | 'log' | 'now'> {
  folder: ProfileFolder;
  /** What was kept before this run. */
  before: StoredSession | null;
  handing: HandingOver;
  catching: CatchingUp;
  /** Keys of what this process sent, latest last. */
  sent: readonly string[];
  timing: Timing;
}

/** Keeps the sign-in of one run: soon after it began, now and then, and when the run is over. */
export interface Keeper {
  /** What a person should know about the keeping. */
  readonly warning: ToldReason | undefined;
  /** Somebody is signed in. */
  begin(account: StoredSession['account']): void;
  /** The browser is gone. Only a link that the phone took away is forgotten: a conflict or a block may pass. True when nothing would be lost with the folder. */
  finish(ending: Ending): Promise<boolean>;
}

/** Makes the keeper of one run. */
export function createKeeper({ folder, before, handing, catching, sent, timing, session, log, now }: KeeperParts): Keeper {
  let account: StoredSession['account'] | undefined;
  let timer: NodeJS.Timeout | undefined;
  let seenAt = before?.seenAt ?? now().getTime();
  let warning: ToldReason | undefined;
  let saving: Promise<void> = Promise.resolve();

  const save = async () => {
    if (!account) return;
    // What is not stored, or not looked for yet, is looked for again after a restart.
    if (handing.isEmpty && catching.isDone) seenAt = now().getTime();
    const packed = await packProfile(folder.profile);
    const isTooLarge = packed !== null && packed.length > maxProfileBytes;
    warning = isTooLarge ? sayWhy('web-too-large') : undefined;
    const stamp = randomUUID();
    const profile = packed && !isTooLarge ? packed.toString('base64') : (before?.profile ?? null);
    const known = [...new Set([...(before?.sent ?? []), ...sent])].slice(-maxSent);
    await saveStored(session, { version: 1, account, seenAt, stamp, sent: known, profile });
    await folder.mark(stamp);
  };
  const saveQuietly = () => {
    saving = saving.then(save).catch((error: unknown) => log.warn({ reason: String(error) }, 'the sign-in could not be kept this time'));
    return saving;
  };
  const schedule = (ms: number) => {
    timer = setTimeout(() => void saveQuietly().then(() => schedule(timing.saveMs)), ms);
    timer.unref();
  };
  return {
    get warning() {
      return warning;
    },
    begin(whose) {
      account = whose;
      clearTimeout(timer);
      schedule(timing.firstSaveMs);
    },
    async finish(ending) {
      clearTimeout(timer);
      await saving;
      clearTimeout(timer);
      await handing.settled();
      if (ending.kind === 'logged-out') {
        await session.save(null);
        await folder.remove();
        return true;
      }
      try {
        await save();
      } catch (error) {
        log.error({ reason: String(error) }, 'the sign-in could not be kept; it stays in the folder of this machine');
        return false;
      }
      if (ending.kind === 'stopped') await folder.remove();
      return true;
    },
  };
}
