import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { showDialog } from '../../../../app/feedback/show-dialog.ts';
import type { Provider } from '../channel-queries.ts';

/** Asks for other credentials of a channel; they are checked with the provider before they replace the old ones. */
export async function showCredentials(channel: ChannelView, provider: Provider): Promise<void> {
  const [{ HubCredentialsDialog }] = await Promise.all([
    import('./credentials-dialog.ts'),
    import('../../../../components/web-awesome.ts'),
  ]);
  await showDialog(new HubCredentialsDialog(), { channel, provider });
}
