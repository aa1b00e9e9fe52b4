import type { Role } from '../../../api/permissions.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { User } from '../../user/model.ts';
import { getWorkspace } from '../../workspace/get-workspace.ts';
import { getInvite } from './accept-invite.ts';

/** What somebody with an invite's link reads before accepting. */
export interface InviteOffer {
  workspaceName: string;
  email: string | null;
  role: Role;
  invitedBy: string;
  expiresAt: string;
  /** Only of the address that the invite itself names: a link for anybody tells nothing of who has a login. */
  hasAccount: boolean | null;
}

/** What an invite offers. Throws invite.invalid when it is used, taken back or too old. */
export async function lookAtInvite(hub: Pick<Hub, 'now'>, token: string): Promise<InviteOffer> {
  const { workspaceId, email, role, invitedBy, expiresAt } = await getInvite(hub, token);
  const { name } = await getWorkspace(workspaceId);
  const hasAccount = email === null ? null : (await User.exists({ email })) !== null;
  return { workspaceName: name, email, role, invitedBy, expiresAt: expiresAt.toISOString(), hasAccount };
}
