import { z } from 'zod';

/** What the hub itself enters for the widget of a workspace; look, texts and rules are settings of the widget, not of its channel. */
export const widgetChannelSettings = z.strictObject({
  widgetKey: z.string().min(1).meta({ title: 'Widget key', description: 'Names the widget on a site; public' }),
});
export type WidgetChannelSettings = z.infer<typeof widgetChannelSettings>;
