import type { TeamMember, TeamState } from '../../../api/widget/views.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { KnownWidget, TeamFace } from '../../../core/widget/known-widgets.ts';
import { fileUrl } from '../../file/link.ts';
import { isOpen, opensAt } from '../../schedule/open-hours.ts';

/** What showing something to a visitor needs of the hub. */
export type ShowTools = Pick<Hub, 'secrets' | 'now' | 'baseUrl'>;

const mostShown = 3;

/** The name by which customers know the team. */
export function publicName({ settings, workspaceName }: Pick<KnownWidget, 'settings' | 'workspaceName'>): string {
  return settings.look.name ?? workspaceName;
}

/** A colleague as customers see them; null for a stranger. */
export function memberOf(hub: ShowTools, widget: Pick<KnownWidget, 'team'>, agentId: string | null): TeamMember | null {
  if (agentId === null) return null;
  const face = widget.team.find(({ id }) => id.toHexString() === agentId);
  return face ? presentFace(hub, face) : null;
}

function presentFace(hub: ShowTools, { id, name, avatarFileId }: TeamFace): TeamMember {
  return { id: id.toHexString(), name, avatarUrl: avatarFileId ? fileUrl(hub, avatarFileId.toHexString(), 'avatar') : null };
}

/** Whether somebody is there now: by the working hours, and who of the team is available. */
export function teamStateOf(hub: ShowTools & Pick<Hub, 'presence'>, { settings, hours, team }: KnownWidget): TeamState {
  const now = hub.now();
  const available = team.filter(
    ({ id, duty, telegram, isActive }) =>
      isActive && hub.presence.availabilityOf({ _id: id, duty, ...(telegram !== undefined && { telegram }) }) === 'available',
  );
  return {
    isOpen: hours ? isOpen(hours, now) : true,
    opensAt: (hours && opensAt(hours, now)?.toISOString()) ?? null,
    replyTime: settings.replyTime,
    members: available.slice(0, mostShown).map((face) => presentFace(hub, face)),
  };
}
