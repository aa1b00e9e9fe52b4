import type { Hub } from '../core/parts/hub.ts';
import type { Consoles } from '../console/start-consoles.ts';
import type { HandingWorker } from '../automation/handing/start-handing.ts';
import { sendClosedNotices } from '../automation/customer/closed-notice.ts';
import { carryTag } from '../domain/carry-tag.ts';
import { renewDueCredentials } from '../domain/channel/account/renew.ts';
import { checkHealth } from '../domain/channel/change.ts';
import { Channel, type ChannelRecord } from '../domain/channel/model.ts';
import { applyLatePending } from '../domain/conversation/changes/pending-updates.ts';
import { wakeSnoozed } from '../domain/conversation/status/wake.ts';
import { forgetRemovedFields } from '../domain/contact/forget-field.ts';
import { resumeErasures } from '../domain/data/erase/erase-contact.ts';
import { removeOrphans } from '../domain/push/tidy.ts';
import { finishTags } from '../domain/tag/finish-tags.ts';
import { forgetOldJobs } from '../domain/data/jobs/end-jobs.ts';
import { resumeMerges } from '../domain/data/merge/resume-merges.ts';
import { removeUnsent } from '../domain/widget/uploads/claim-uploads.ts';
import { releaseEchoes } from '../inbound/echoes.ts';
import { alertOfChannels } from '../listeners/channel-health.ts';
import type { AttachmentFetcher } from '../files/fetcher.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Sender } from '../outbound/sender.ts';
import type { Pusher } from '../push/pusher.ts';
import { announceAgain } from './announce-again.ts';
import type { DataJobs } from './data-jobs.ts';
import type { Sweep } from './jobs.ts';

interface Swept {
  sender: Sender;
  handing: Pick<HandingWorker, 'sweep'>;
  fetcher: AttachmentFetcher;
  dataJobs: Pick<DataJobs, 'sweep'>;
  mailer: Pick<Mailer, 'sweep'>;
  consoles: Pick<Consoles, 'sweep'>;
  pusher: Pick<Pusher, 'sweep'>;
}

/** What is looked after on a clock. The first is the guarantee behind every ring that may get lost. */
export function sweepsOf(hub: Hub, { sender, handing, fetcher, mailer, consoles, pusher, dataJobs }: Swept): Sweep[] {
  return [
    {
      name: 'work.sweep',
      everySeconds: 2,
      run: async () => {
        await Promise.all([
          sender.sweep(),
          fetcher.sweep(),
          pusher.sweep(),
          consoles.sweep(),
          wakeSnoozed(hub),
          sendClosedNotices(hub),
          applyLatePending(hub),
          releaseEchoes(hub),
        ]);
        await announceAgain(hub);
      },
    },
    { name: 'mails.send', everySeconds: 15, run: () => mailer.sweep() },
    { name: 'data-jobs.run', everySeconds: 2, run: () => dataJobs.sweep() },
    { name: 'data-jobs.forget', everySeconds: 600, run: async () => void (await forgetOldJobs(hub)) },
    { name: 'merges.resume', everySeconds: 10, run: async () => void (await resumeMerges(hub)) },
    { name: 'custom-fields.forget', everySeconds: 15, run: async () => void (await forgetRemovedFields(hub)) },
    { name: 'erasures.resume', everySeconds: 300, run: async () => void (await resumeErasures(hub)) },
    { name: 'handing.sweep', everySeconds: 30, run: () => handing.sweep() },
    { name: 'push-subscriptions.tidy', everySeconds: 300, run: () => removeOrphans(hub) },
    { name: 'visitor-uploads.remove', everySeconds: 600, run: () => removeUnsent(hub) },
    { name: 'tags.finish', everySeconds: 15, run: async () => void (await finishTags(hub, carryTag)) },
    { name: 'channels.check', everySeconds: 15, run: () => checkChannels(hub) },
    { name: 'channels.renew', everySeconds: 300, run: () => renewDueCredentials(hub) },
    { name: 'channels.alert', everySeconds: 15, run: () => alertOfChannels(hub) },
  ];
}

/** Tries providers again that were out of reach. */
async function checkChannels(hub: Hub): Promise<void> {
  const due = await Channel.find({ retryAt: { $lte: hub.now() }, removedAt: { $exists: false } })
    .limit(20)
    .lean<ChannelRecord[]>();
  await Promise.all(due.map((channel) => checkHealth(hub, channel)));
}
