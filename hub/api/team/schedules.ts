import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging, timeZone } from '../fields.ts';

/** A time of day as `09:30`; `24:00` is the end of the day. */
export const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 09:30');

/** From one time of a day to a later one; through midnight it is two: to `24:00`, and from `00:00` of the next day. */
export const interval = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, { message: 'must end after it begins', path: ['to'] });
export type Interval = z.infer<typeof interval>;

/** The intervals of one day, in their order; none: closed. */
const dayIntervals = z
  .array(interval)
  .max(8)
  .refine((all) => all.every(({ from }, n) => n === 0 || (all[n - 1]?.to ?? '') <= from), 'must follow each other without overlapping');

/** A date with hours of its own; none: closed. */
export const holiday = z.strictObject({
  date: z.iso.date(),
  name: z.string().trim().max(100),
  /** Comes again on this day of every year. */
  isYearly: z.boolean(),
  intervals: dayIntervals,
});
export type Holiday = z.infer<typeof holiday>;

const fields = z.object({
  name: z.string().trim().min(1).max(100),
  /** The zone its times are of. */
  timeZone,
  /** Seven days from Monday on. */
  week: z.array(dayIntervals).length(7),
  holidays: z.array(holiday).max(200),
});

/** When a team is there. */
export const scheduleView = fields.extend({ id, createdAt: moment });
export type ScheduleView = z.infer<typeof scheduleView>;

const params = z.object({ scheduleId: id });

export const listSchedules = endpoint({
  method: 'get',
  path: '/schedules',
  summary: "The workspace's schedules by name",
  access: 'channel.view',
  query: paging,
  view: pageOf(scheduleView),
});

export const createSchedule = endpoint({
  method: 'post',
  path: '/schedules',
  summary: 'Make a schedule: the hours of a week and the days that differ',
  access: 'channel.manage',
  body: fields,
  view: scheduleView,
  status: 201,
});

export const updateSchedule = endpoint({
  method: 'patch',
  path: '/schedules/:scheduleId',
  summary: 'Change a schedule; parts that are absent stay',
  access: 'channel.manage',
  params,
  body: fields.partial().refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: scheduleView,
});

export const deleteSchedule = endpoint({
  method: 'delete',
  path: '/schedules/:scheduleId',
  summary: 'Delete a schedule; what went by it is always open from then on',
  access: 'channel.manage',
  params,
});
