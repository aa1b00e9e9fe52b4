interface Waiting<Question, Answer> {
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Answers many questions by one call: the first at once, and whatever is asked meanwhile together, by calls of at most `most` questions, one
 * after another. Each call begins after its questions were asked. `answerAll` gives one answer for each question, in their order; what
 * it throws, all of its questions get.
 */
export function gather<Question, Answer>(
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  most: number,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = [];
  let isAsking = false;

  async function askOn(): Promise<void> {
    isAsking = true;
    while (waiting.length > 0) await askSome(waiting.splice(0, most));
    isAsking = false;
  }

  async function askSome(some: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await answerAll(some.map(({ question }) => question));
      some.forEach(({ resolve, reject }, at) => {
        if (at in answers)
          resolve(answers[at] as Answer); // there, as was just looked
        else reject(new Error('a question got no answer'));
      });
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isAsking) void askOn();
    });
}
