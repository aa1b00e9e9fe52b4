import { expect, onTestFinished, test } from 'vitest';
import { closeConversation, listConversations } from '../../hub/api/customers/conversations.ts';
import { createSchedule } from '../../hub/api/team/schedules.ts';
import { Conversation } from '../../hub/domain/conversation/model.ts';
import { patience } from './use-shop.ts';
import { useWidget, type Visit } from './use-widget.ts';

const under = useWidget();

/** With LOOK set the states are kept as pictures. */
async function look({ page }: Visit, name: string): Promise<void> {
  if (process.env['LOOK']) await page.screenshot({ path: `.build/look/parts-${name}.png` });
}

const newest = async () => (await under().hub.client.call(listConversations, { query: {} })).items[0]?.id ?? '';
/** In words of the page: tests know no DOM. */
const inChat = ({ page }: Visit, words: string): Promise<unknown> | undefined => page.frames()[1]?.evaluate(words);

const tooWide = `[...document.querySelectorAll('hubw-chat, hubw-thread, hubw-composer, form')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ localName }) => localName)`;
const looks = [
  { name: 'light', colorScheme: 'light', language: 'en', width: 1100, height: 800 },
  { name: 'dark-ru', colorScheme: 'dark', language: 'ru', width: 360, height: 740 },
  // 200 % of zoom at 320 px is a page 160 px wide; 400 % of 1280, as the guidelines ask, is 320.
  { name: 'tight-ru', colorScheme: 'light', language: 'ru', width: 320, height: 400 },
] as const;

test.each(looks)(
  'while nobody is there a form asks who it is, a closed conversation how it was, and all of it fits: $name',
  async ({ name, ...options }) => {
    const { hub, set, put, tag, visit } = under();
    const { id: scheduleId } = await hub.client.call(createSchedule, {
      body: { name, timeZone: 'Europe/Berlin', week: [[], [], [], [], [], [], []], holidays: [] },
    });
    await set({
      scheduleId,
      leadForm: { when: 'away', title: null, fields: [{ key: 'email', label: null, isRequired: true }] },
      rating: { isOn: true, question: null, withComment: true },
    });
    onTestFinished(() => set({ scheduleId: null, leadForm: { when: 'never', title: null, fields: [] } }).then(() => undefined));
    put(`/${name}`, { head: `${tag()}<script>document.documentElement.lang = '${options.language}'</script>` });
    const visitor = await visit(`/${name}`, options);
    const { page, chat } = visitor;
    await page.locator('iframe + button').click();
    const field = chat.locator('hubw-composer textarea');
    await field.waitFor();
    const fits = async (state: string) => {
      await look(visitor, `${name}-${state}`);
      const wide = await inChat(visitor, tooWide);
      expect.soft(wide, state).toEqual([]);
    };
    // What is to be written is one line, also in the longer language.
    expect((await field.boundingBox())?.height).toBe(44);
    await fits('away');
    await field.fill('مرحبا, 1042?');
    await field.press('Enter');
    await chat.locator('hubw-lead-form input').waitFor();
    await fits('lead');
    await chat.locator('hubw-lead-form input').fill('grace@example.com');
    await chat.locator('hubw-lead-form .main').click();
    await chat.locator('hubw-lead-form').waitFor({ state: 'detached' });

    await chat.locator('header [popovertarget]').click();
    await fits('menu');
    await chat.locator('#hubw-menu button').first().click();
    const isMuted = () => inChat(visitor, `Object.values({ ...localStorage }).some((each) => each.includes('"isMuted":true'))`);
    await expect.poll(isMuted, patience).toBe(true);

    const conversationId = await newest();
    await hub.client.call(closeConversation, { params: { conversationId } });
    await chat.locator('.scores button').last().click();
    await chat.locator('#rating-comment').fill('!');
    await fits('rating');
    await chat.locator('hubw-rating .main').click();
    await chat.locator('hubw-rating .choice').waitFor();
    expect(await Conversation.findById(conversationId).lean()).toMatchObject({ rating: { score: 5 } });

    await inChat(visitor, `document.documentElement.dir = 'rtl'`);
    await fits('rtl');
  },
);
