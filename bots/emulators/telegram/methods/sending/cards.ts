import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { newPoll } from '../../world/polls.ts';
import { method, type Method } from '../method.ts';
import { decimal, flag, integer, json, string } from '../params.ts';
import { post, sendShape } from './post.ts';

const pollOption = z
  .union([z.string(), z.looseObject({ text: z.string() })])
  .transform((option) => (typeof option === 'string' ? option : option.text));
const spot = { latitude: decimal.pipe(z.number().min(-90).max(90)), longitude: decimal.pipe(z.number().min(-180).max(180)) };

/** Cards: places, people, polls. */
export const cardMethods: Record<string, Method> = {
  sendLocation: method({ ...sendShape, ...spot, live_period: integer.optional() }, (call, parameters) => {
    const { latitude, longitude, live_period } = parameters;
    return post(call, parameters, { attachment: { location: { latitude, longitude, live_period } } });
  }),
  sendVenue: method({ ...sendShape, ...spot, title: string, address: string }, (call, parameters) => {
    const { latitude, longitude, title, address } = parameters;
    const location = { latitude, longitude };
    return post(call, parameters, { attachment: { venue: { location, title, address }, location } });
  }),
  sendContact: method(
    { ...sendShape, phone_number: string, first_name: string, last_name: string.optional(), vcard: z.string().optional() },
    (call, parameters) => {
      const { phone_number, first_name, last_name, vcard } = parameters;
      return post(call, parameters, { attachment: { contact: { phone_number, first_name, last_name, vcard } } });
    },
  ),
  sendPoll: method(
    {
      ...sendShape,
      question: string,
      options: json(z.array(pollOption)),
      is_anonymous: flag.default(true),
      type: z.string().default('regular'),
    },
    (call, parameters) => {
      const { question, options, is_anonymous, type } = parameters;
      if (question === '' || question.length > 300) throw badRequest('poll question must be 1-300 characters long');
      if (options.length < 2) throw badRequest('poll must have at least 2 option');
      return post(call, parameters, { attachment: { poll: newPoll(call.world, { question, options }, { is_anonymous, type }) } });
    },
  ),
};
