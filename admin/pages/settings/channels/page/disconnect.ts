import { removeChannel, type ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { navigate } from '../../../../app/routing/route.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { t } from '../../../../words/words.ts';

/** Disconnects a channel after its name was typed; its conversations stay. */
export async function disconnectWithQuestion({ id, name }: ChannelView): Promise<void> {
  const isAgreed = await confirm({
    heading: t('channels:disconnectNamed', { name }),
    text: t('channels:disconnectText'),
    action: t('channels:disconnectAction'),
    isDangerous: true,
    typed: name,
  });
  if (!isAgreed) return;
  try {
    await api.call(removeChannel, { params: { channelId: id } });
    showToast({ text: t('channels:disconnected', { name }), kind: 'good' });
    navigate('/settings/channels', { replace: true });
  } catch (error) {
    showError(error);
  }
  await queryClient.invalidateQueries({ queryKey: ['channels'] });
}
