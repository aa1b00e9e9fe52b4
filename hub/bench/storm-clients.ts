import { answerQuestions } from './protocol.ts';
import { createCrowd, type Crowd } from './storm/crowd.ts';
import type { StormQuestion } from './storm/questions.ts';

/** A process full of clients. */
let crowd: Crowd | null = null;

answerQuestions(async (asked) => {
  const question = asked as StormQuestion; // asked by storm/run.ts only
  switch (question.type) {
    case 'connect':
      crowd = createCrowd(question.url, question.seats);
      await crowd.connect();
      return {};
    case 'cut':
      crowd?.cut(question.jitterMs);
      return {};
    case 'settle':
      return crowd ? crowd.settle(question.texts, question.patienceMs) : {};
    case 'close':
      crowd?.close();
      return {};
    case 'start':
    case 'say':
    case 'report':
      return {};
  }
});
