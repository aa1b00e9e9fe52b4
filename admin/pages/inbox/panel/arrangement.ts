import { showError } from '../../../app/feedback/toasts.ts';
import { changePreferences, preferences } from '../../../data/preferences.ts';

/** The panel's parts, as they come until somebody arranges them. */
export const sections = ['about', 'duplicates', 'facts', 'notes', 'others', 'visits', 'accounts', 'files'] as const;
export type SectionName = (typeof sections)[number];

const orderKey = 'contactPanelOrder';
const foldedKey = 'contactPanelFolded';

/** The parts in the agent's own order; one that is new since stands where it comes by itself. */
export function sectionsInOrder(): SectionName[] {
  const kept = namesIn(orderKey);
  const place = (name: SectionName): number => (kept.includes(name) ? kept.indexOf(name) : sections.indexOf(name));
  return [...sections].sort((a, b) => place(a) - place(b));
}

/** Whether a part shows its heading only. */
export function isFolded(name: SectionName): boolean {
  return namesIn(foldedKey).includes(name);
}

/** Folds a part or opens it, on every device of the agent's. */
export function toggleFolded(name: SectionName): void {
  const folded = namesIn(foldedKey);
  keep({ [foldedKey]: folded.includes(name) ? folded.filter((each) => each !== name) : [...folded, name] });
}

/** Puts a part before the one above it (-1) or after the one below it (1), of those on screen. */
export function moveSection(name: SectionName, step: 1 | -1, shown: readonly SectionName[]): void {
  const other = shown[shown.indexOf(name) + step];
  if (!other) return;
  const order = sectionsInOrder().filter((each) => each !== name);
  order.splice(order.indexOf(other) + (step === 1 ? 1 : 0), 0, name);
  keep({ [orderKey]: order });
}

function namesIn(key: string): SectionName[] {
  const kept = preferences.value.panels[key];
  return Array.isArray(kept) ? sections.filter((name) => kept.includes(name)).sort((a, b) => kept.indexOf(a) - kept.indexOf(b)) : [];
}

function keep(change: Record<string, string[]>): void {
  changePreferences({ panels: { ...preferences.peek().panels, ...change } }).catch((error: unknown) => showError(error));
}
