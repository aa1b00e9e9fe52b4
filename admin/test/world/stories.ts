/** One customer of the test workspace and what is said; `in` is the customer, `out` an agent's reply, `note` a note. */
export interface Story {
  name: string;
  username?: string;
  language?: string;
  lines: readonly (readonly ['in' | 'out' | 'note', string])[];
  assignee?: 'ada' | 'boris' | 'chen';
  department?: 'Sales' | 'Support';
  tags?: readonly string[];
  priority?: 'low' | 'high' | 'urgent';
  status?: 'closed' | 'snoozed';
}

/** Enough different conversations that every list, chip and state has something to show. */
export const stories: readonly Story[] = [
  {
    name: 'Anna Petrova',
    username: 'anna_p',
    lines: [
      ['in', 'Hi! My refund for order 10482 was promised last Friday, but it still has not arrived.'],
      ['out', 'Hello Anna, I am sorry about that. Let me check with our billing team right away.'],
      ['note', 'The payout looks stuck at the bank since Tuesday, I asked them for the trace number.'],
      ['in', 'Thank you. I would also like to change my plan.'],
      ['in', 'Is it possible from the next month?'],
    ],
    assignee: 'ada',
    tags: ['billing', 'vip'],
    priority: 'high',
    department: 'Support',
  },
  {
    name: 'Ольга Смирнова',
    username: 'olga_s',
    language: 'ru',
    lines: [['in', 'Здравствуйте! Как изменить тариф? Возврат за прошлый месяц тоже интересует.']],
    tags: ['Ошибка оплаты'],
  },
  {
    name: 'Marcus Lee',
    username: 'marcus',
    lines: [
      ['in', 'Cannot log in after the password reset'],
      ['in', 'It says the link has expired, but I got it a minute ago'],
    ],
    priority: 'urgent',
    department: 'Support',
  },
  {
    name: 'Diego Alvarez',
    lines: [
      ['in', 'The webhook returns 401 since Tuesday'],
      ['out', 'Thanks for telling us, Diego. Which endpoint is it?'],
      ['in', '/v2/orders, and only for the new token'],
    ],
    assignee: 'boris',
    tags: ['api'],
  },
  {
    name: 'Priya Nair',
    lines: [
      ['in', 'How do I add a colleague?'],
      ['out', 'Settings, then Team, then Invite.'],
      ['in', 'Thanks, that fixed it!'],
    ],
    assignee: 'ada',
    status: 'closed',
  },
  {
    name: 'Tom Becker',
    lines: [
      ['in', 'The invoice needs our VAT number DE 811 907 980'],
      ['in', 'Can you send it again by tomorrow?'],
    ],
    assignee: 'chen',
    department: 'Sales',
    tags: ['billing'],
  },
  { name: 'Yuki Tanaka', lines: [['in', 'Is there an API for contacts?']], department: 'Sales' },
  {
    name: 'Sara Cohen',
    lines: [
      ['in', 'The widget hides behind our footer on phones'],
      ['out', 'Could you send a screenshot?'],
      ['in', 'Sure, in an hour'],
    ],
    assignee: 'ada',
    status: 'snoozed',
  },
  {
    name: 'Иван Орлов',
    language: 'ru',
    lines: [
      ['in', 'Не приходит код подтверждения'],
      ['out', 'Иван, проверьте, пожалуйста, папку «Спам».'],
      ['in', 'Нет, там тоже пусто'],
    ],
    assignee: 'ada',
  },
  { name: 'Lena Fischer', lines: [['in', 'Do you ship to Austria?']] },
  { name: 'Ahmed Hassan', lines: [['in', 'I was charged twice this month']], tags: ['billing'], priority: 'high' },
  {
    name: 'Мария Кузнецова',
    language: 'ru',
    lines: [['in', 'Спасибо за помощь вчера, всё заработало!']],
    assignee: 'boris',
    status: 'closed',
  },
];
