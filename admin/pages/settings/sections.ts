import {
  Activity,
  BookUser,
  Building2,
  CircleUser,
  KeyRound,
  MessageCircleMore,
  Network,
  RadioTower,
  Send,
  Tags,
  TextQuote,
  Users,
} from 'lucide';
import type { IconNode } from 'lucide';
import { html, type TemplateResult } from 'lit';
import type { Permission } from '../../../hub/api/permissions.ts';
import type { WordKey } from '../../words/catalogue.ts';

/** One page of the settings. */
export interface Section {
  /** In the address: /settings/<name>. */
  name: string;
  title: WordKey;
  /** What is in it, in the words somebody may look for. */
  words: WordKey;
  picture: IconNode;
  needs?: Permission;
  load: () => Promise<unknown>;
  render: (itemId: string | null) => TemplateResult;
}

/** The settings by group, in their order. */
export const sectionGroups: readonly { title: WordKey; sections: readonly Section[] }[] = [
  {
    title: 'settings:group.personal',
    sections: [
      {
        name: 'profile',
        title: 'profile:title',
        words: 'settings:words.profile',
        picture: CircleUser,
        load: () => import('./profile/profile-settings.ts'),
        render: () => html`<hub-profile-settings></hub-profile-settings>`,
      },
    ],
  },
  {
    title: 'settings:group.team',
    sections: [
      {
        name: 'workspace',
        title: 'settings:workspace',
        words: 'settings:words.workspace',
        picture: Building2,
        needs: 'workspace.manage',
        load: () => import('./workspace/workspace-settings.ts'),
        render: () => html`<hub-workspace-settings></hub-workspace-settings>`,
      },
      {
        name: 'agents',
        title: 'settings:agents',
        words: 'settings:words.agents',
        picture: Users,
        needs: 'agent.view',
        load: () => import('./agents/agents-settings.ts'),
        render: (itemId) => html`<hub-agents-settings .agentId=${itemId}></hub-agents-settings>`,
      },
      {
        name: 'departments',
        title: 'settings:departments',
        words: 'settings:words.departments',
        picture: Network,
        needs: 'department.view',
        load: () => import('./departments/departments-settings.ts'),
        render: (itemId) => html`<hub-departments-settings .departmentId=${itemId}></hub-departments-settings>`,
      },
    ],
  },
  {
    title: 'settings:group.connections',
    sections: [
      {
        name: 'channels',
        title: 'channels:title',
        words: 'settings:words.channels',
        picture: RadioTower,
        needs: 'channel.view',
        load: () => import('./channels/channels-settings.ts'),
        render: (itemId) => html`<hub-channels-settings .channelId=${itemId}></hub-channels-settings>`,
      },
      {
        name: 'widget',
        title: 'widget:title',
        words: 'settings:words.widget',
        picture: MessageCircleMore,
        needs: 'channel.view',
        load: () => import('./widget/widget-settings.ts'),
        render: (itemId) => html`<hub-widget-settings .page=${itemId}></hub-widget-settings>`,
      },
      {
        name: 'console',
        title: 'console:title',
        words: 'settings:words.console',
        picture: Send,
        needs: 'console.view',
        load: () => import('./console/console-settings.ts'),
        render: () => html`<hub-console-settings></hub-console-settings>`,
      },
      {
        name: 'tokens',
        title: 'settings:tokens',
        words: 'settings:words.tokens',
        picture: KeyRound,
        needs: 'access-token.manage',
        load: () => import('./tokens/tokens-settings.ts'),
        render: () => html`<hub-tokens-settings></hub-tokens-settings>`,
      },
    ],
  },
  {
    title: 'settings:group.work',
    sections: [
      {
        name: 'quick-replies',
        title: 'settings:quickReplies',
        words: 'settings:words.quickReplies',
        picture: TextQuote,
        needs: 'quick-reply.view',
        load: () => import('./quick-replies/quick-replies-settings.ts'),
        render: (itemId) => html`<hub-quick-replies-settings .quickReplyId=${itemId}></hub-quick-replies-settings>`,
      },
      {
        name: 'tags',
        title: 'settings:tags',
        words: 'settings:words.tags',
        picture: Tags,
        needs: 'conversation.view',
        load: () => import('./tags/tags-settings.ts'),
        render: () => html`<hub-tags-settings></hub-tags-settings>`,
      },
      {
        name: 'fields',
        title: 'settings:fields',
        words: 'settings:words.fields',
        picture: BookUser,
        needs: 'contact-field.manage',
        load: () => import('./fields/fields-settings.ts'),
        render: () => html`<hub-fields-settings></hub-fields-settings>`,
      },
      {
        name: 'audit',
        title: 'settings:audit',
        words: 'settings:words.audit',
        picture: Activity,
        needs: 'audit.view',
        load: () => import('./audit/audit-settings.ts'),
        render: () => html`<hub-audit-settings></hub-audit-settings>`,
      },
    ],
  },
];
