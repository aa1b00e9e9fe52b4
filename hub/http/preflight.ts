import type { RequestHandler } from 'express';

const allowed = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
};

/**
 * Answers a browser that asks whether a page of another site may call: it names neither a widget nor a token, so all it learns is what calls
 * there are. The call itself is refused from where the widget may not be. No cookie is ever taken.
 */
export const answerPreflight: RequestHandler = (request, response, next) => {
  const origin = request.get('origin');
  if (request.method !== 'OPTIONS' || origin === undefined) {
    next();
    return;
  }
  response
    .set({ ...allowed, 'Access-Control-Allow-Origin': origin, Vary: 'Origin' })
    .status(204)
    .end();
};
