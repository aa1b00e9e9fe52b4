import { ApiError } from '../../../../hub/api/client.ts';
import type { Language } from '../../../../hub/api/fields.ts';
import { listSchedules } from '../../../../hub/api/team/schedules.ts';
import { widgetApiRoot } from '../../../../hub/api/widget/calls.ts';
import { getWidget } from '../../../../hub/api/widget/settings.ts';
import { widgetConfig } from '../../../../hub/api/widget/views.ts';
import { api } from '../../../data/api.ts';
import { readAll } from '../form/read-all.ts';

/** The workspace's widget: options for a query controller. */
export const widgetQuery = { queryKey: ['widget'], queryFn: () => api.call(getWidget) };

/** When the team is there, by name: options for a query controller. */
export const schedulesQuery = {
  queryKey: ['schedules'],
  queryFn: () => readAll((paging) => api.call(listSchedules, { query: paging })),
};

/** What the widget begins with in a language, as sites get it: options for a query controller. */
export function configQuery(widgetKey: string, language: Language) {
  return {
    queryKey: ['widget', 'config', widgetKey, language],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const response = await fetch(`${widgetApiRoot}/config/${widgetKey}?language=${language}`, { signal });
      if (!response.ok) {
        const refused = {
          code: 'hub.unreadable',
          message: `The widget's config answers ${response.status}.`,
          details: null,
          requestId: '',
        };
        throw new ApiError(response.status, refused);
      }
      return widgetConfig.parse(await response.json());
    },
    enabled: widgetKey !== '',
  };
}
