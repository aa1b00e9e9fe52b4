import { tMaybe } from '../../../../words/words.ts';

/** One step that is taken at the provider. */
export interface GuideStep {
  text: string;
  link: { url: string; words: string } | null;
}

/** Where the steps at a provider lead to. */
const links: Readonly<Record<string, { url: string; words: string }>> = {
  'telegram.1': { url: 'https://t.me/BotFather', words: '@BotFather' },
  'whatsapp.1': { url: 'https://developers.facebook.com/apps', words: 'developers.facebook.com' },
  'vk.1': { url: 'https://vk.com/groups?tab=admin', words: 'vk.com' },
  'instagram.1': { url: 'https://developers.facebook.com/apps', words: 'developers.facebook.com' },
};

/** What has to be done at a provider before its form can be filled; nothing for providers the words know nothing of. */
export function guideOf(provider: string): GuideStep[] {
  const steps: GuideStep[] = [];
  for (let step = 1; ; step += 1) {
    const text = tMaybe(`channels:guide.${provider}.${step}`);
    if (text === '') return steps;
    steps.push({ text, link: links[`${provider}.${step}`] ?? null });
  }
}
