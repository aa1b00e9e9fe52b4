import { toObjectId, type ObjectId } from '../../../hub/core/ids.ts';
import type { Hub } from '../../../hub/core/parts/hub.ts';
import type { Arrival, VisitorTab } from '../../../hub/core/visiting/visitors.ts';

const agents = {
  chrome: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
  safari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};

/** Lets somebody come to the shop's site. */
export type Come = (visitorId: string, given?: Partial<Arrival>) => VisitorTab;

/** Makes what lets visitors come to a workspace's site, by the port that the widget's namespace uses. */
export function comeTo(hub: Pick<Hub, 'visitors'>, workspaceId: ObjectId, channelId: string): Come {
  return (visitorId, given = {}) =>
    hub.visitors.arrived({
      workspaceId,
      channelId: toObjectId(channelId),
      visitorId,
      identity: visitorId,
      tabId: 'only-tab',
      source: 'widget',
      page: shopPage('/', 'Sunny Shop: everything for the beach'),
      referrer: '',
      language: 'en',
      userAgent: agents.chrome,
      address: '127.0.0.1',
      name: `Visitor ${visitorId.slice(2, 6)}`,
      isVerified: false,
      claimedName: null,
      ...given,
    });
}

/** A page of the shop. */
export const shopPage = (path: string, title: string) => ({ url: `https://sunny.example${path}`, title });

/** A handful who are on the site while the world lasts: one with an account, one who says a name, others without. */
export function fillSite(come: Come, annasAccount: string): void {
  const anna = come('v_annapetaa', {
    identity: annasAccount,
    userAgent: agents.firefox,
    language: 'de',
    referrer: 'https://www.google.com/',
    page: shopPage('/orders', 'Your orders'),
  });
  anna.moved(shopPage('/orders/1042', 'Order 1042: on its way'));
  anna.setChatOpen(true);
  come('v_7f3kq2mlaa', { claimedName: 'Tom Becker', userAgent: agents.safari, page: shopPage('/cart', 'Your cart (3)') });
  come('v_b2xxd4reaa', { language: 'ru', referrer: 'https://yandex.ru/search', page: shopPage('/returns', 'Returns and refunds') });
  come('v_mm41zzpoaa', { source: 'helpbox', userAgent: agents.safari, language: 'fr', page: shopPage('/helpbox', 'Help') });
  const curious = come('v_q9w8e7r6aa', { referrer: 'https://news.example/best-umbrellas' });
  for (const [path, title] of [
    ['/umbrellas', 'Beach umbrellas'],
    ['/umbrellas/blue', 'The blue one, 2 m'],
    ['/umbrellas/compare', 'Compare umbrellas by size, weight, wind they stand and price'],
  ] as const)
    curious.moved(shopPage(path, title));
}
