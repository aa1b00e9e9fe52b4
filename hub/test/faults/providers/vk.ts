import { startVkEmulator } from '../../../../bots/emulators/vk/emulator.ts';
import type { NewFault } from '../../../../bots/emulators/vk/faults.ts';
import { connect, enter, pdf, type Driver, type SendFault } from './driver.ts';

/** VK has its own word for too many calls. */
const kinds: Record<SendFault, Pick<NewFault, 'kind' | 'code'>> = {
  'too-many': { kind: 'error', code: 6 },
  broken: { kind: '500' },
  'cut-before': { kind: 'cut-before' },
  'cut-after': { kind: 'cut-after' },
};

/** VK by long poll: knows a repeat by its `random_id`, so that nothing of ours is ever in doubt. */
export async function startVkDriver(): Promise<Driver> {
  const vk = await startVkEmulator({ callsPerSecond: 20 });
  return {
    provider: 'vk',
    environment: { VK_API_ROOT: vk.url },
    afterCut: { 'cut-before': 'sent', 'cut-after': 'sent' },
    keepsOrder: true,
    file: pdf,
    async open(hub, name) {
      const group = vk.createGroup();
      const channelId = await connect(hub, 'vk', { accessToken: group.token });
      const customer = vk.createUser({ firstName: name, lastName: 'Lee' });
      const onPoll = (kind: '500' | 'cut-after') => vk.faults.add({ method: 'lp', kind, groupId: group.id, times: 1 });
      return {
        channelId,
        write: (text) => void customer.sendText(group, text),
        sendFile: () => void customer.sendDoc(group, { bytes: pdf.bytes, name: 'theirs.pdf' }),
        seen: () => vk.transcript(group, customer).flatMap(({ isOurs, text }) => (isOurs ? [text] : [])),
        pending: () => 0,
        strike(fault, times) {
          const added = vk.faults.add({ method: 'messages.send', groupId: group.id, ...kinds[fault], times });
          return () => added.hits;
        },
        // What was handed out over a line that is then cut is handed out again.
        disturb() {
          onPoll('cut-after');
          onPoll('500');
          group.longPoll.expireKey();
          onPoll('cut-after');
          return () => group.longPoll.expireKey();
        },
        takeMediaDown() {
          vk.faults.add({ method: 'file', kind: '500' });
          vk.faults.add({ method: 'upload:*', kind: 'cut-before', groupId: group.id });
          return () => vk.faults.clear();
        },
        endAccess() {
          group.revoke(group.token);
          return () => enter(hub, channelId, { accessToken: group.addToken() });
        },
      };
    },
    follow: async () => {},
    stop: () => vk.stop(),
  };
}
