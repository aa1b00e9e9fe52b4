import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging, timeZone } from '../fields.ts';

/** A time of day, `09:00`; `24:00` is the end of the day. */
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 09:00');
const hours = { from: timeOfDay, to: timeOfDay };
const inOrder = ({ from, to }: { from: string; to: string }) => from < to;

/** Open hours of a day of the week, 1 Monday to 7 Sunday. Whoever is open over midnight enters both parts. */
export const weeklyHours = z
  .strictObject({ day: z.number().int().min(1).max(7), ...hours })
  .refine(inOrder, { message: 'must be later than `from`', path: ['to'] });

/** A date that is not as its day of the week: closed without hours. */
export const holiday = z.strictObject({
  date: z.iso.date(),
  hours: z
    .array(z.strictObject(hours).refine(inOrder, { message: 'must be later than `from`', path: ['to'] }))
    .max(10)
    .default([]),
});

export const scheduleView = z.object({
  id,
  name: z.string(),
  timeZone: z.string(),
  week: z.array(weeklyHours),
  holidays: z.array(holiday),
  /** How it stands at this moment. */
  isOpen: z.boolean(),
  /** When it opens next; null while it is open, or where it never does. */
  opensAt: moment.nullable(),
  createdAt: moment,
});
export type ScheduleView = z.infer<typeof scheduleView>;

const params = z.object({ scheduleId: id });
const fields = z.strictObject({
  name: z.string().trim().min(1).max(100),
  timeZone,
  week: z.array(weeklyHours).max(70),
  holidays: z.array(holiday).max(200),
});

export const listSchedules = endpoint({
  method: 'get',
  path: '/schedules',
  summary: 'Working hours of the workspace, by name',
  access: 'workspace.view',
  query: paging,
  view: pageOf(scheduleView),
});

export const createSchedule = endpoint({
  method: 'post',
  path: '/schedules',
  summary: 'Make working hours',
  access: 'workspace.manage',
  body: fields.extend({ holidays: fields.shape.holidays.default([]) }),
  view: scheduleView,
  status: 201,
});

export const updateSchedule = endpoint({
  method: 'patch',
  path: '/schedules/:scheduleId',
  summary: 'Change working hours; week and holidays are replaced whole',
  access: 'workspace.manage',
  params,
  body: fields.partial().refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: scheduleView,
});

export const deleteSchedule = endpoint({
  method: 'delete',
  path: '/schedules/:scheduleId',
  summary: 'Remove working hours that nothing keeps to',
  access: 'workspace.manage',
  params,
});
