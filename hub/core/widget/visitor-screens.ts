import type { TeamState, VisitorConversation, VisitorMessage } from '../../api/widget/views.ts';

/** What is shown live to visitors of sites; everything here returns at once and costs nothing while nobody is there. Ids as on the wire. */
export interface VisitorScreens {
  /** True while somebody is connected to the widget of this channel. */
  hasAudience(channelId: string): boolean;
  /** True while the visitor with this identity is connected. */
  isThere(identityId: string): boolean;
  showMessage(identityId: string, message: VisitorMessage): void;
  showConversation(identityId: string, conversation: VisitorConversation): void;
  /** To everybody on the sites of a widget. */
  showTeam(channelId: string, team: TeamState): void;
  /** Whether the team of a workspace is there may be otherwise: its hours were changed, or who is in it. */
  recheckTeam(workspaceId: string): void;
  /** Something that lets visitors in may be otherwise: sockets that may stay open no more end. */
  recheck(): void;
}
