import { model, Schema } from 'mongoose';
import { insertOnce } from './insert-once.ts';

const counterSchema = new Schema(
  { _id: { type: String, required: true }, value: { type: Number, required: true, default: 0 } },
  { collection: 'counters', autoIndex: false },
);
export const Counter = model('Counter', counterSchema);

/** Makes a counter that starts below 1; one that exists keeps its value. */
export async function createCounter(name: string): Promise<void> {
  await insertOnce(Counter, { _id: name, value: 0 });
}

/** The counter's next number, from 1, never given twice; a counter that does not exist is created first, by insert and not by upsert. */
export async function nextNumber(name: string): Promise<number> {
  const raised = (await raise(name)) ?? (await createCounter(name), await raise(name));
  if (!raised) throw new Error(`the counter ${name} was deleted while it was raised`);
  return raised.value;
}

function raise(name: string): Promise<{ value: number } | null> {
  return Counter.findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { returnDocument: 'after' })
    .lean()
    .exec();
}
