import type { WidgetConfig } from '../../hub/api/widget/views.ts';

/** Gives a page the workspace's colours and theme. */
export function applyLook({ look }: Pick<WidgetConfig, 'look'>): void {
  const { style, dataset } = document.documentElement;
  dataset['theme'] = look.theme;
  style.setProperty('--accent', look.colour);
  style.setProperty('--on-accent', look.onColour);
}
