import * as api from '../../api/widget/ratings.ts';
import { route, type Route } from '../../core/route.ts';
import { listRatings } from './list-ratings.ts';

/** Routes of ratings; customers give them by the widget's own. */
export function ratingRoutes(): Route[] {
  return [route(api.listRatings, ({ actor, query }) => listRatings(actor, query))];
}
