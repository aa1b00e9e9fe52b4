import mongoose from 'mongoose';

/** Does a MongoDB server answer there within a second? */
export async function answersPing(uri: string): Promise<boolean> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1000, connectTimeoutMS: 1000, directConnection: true });
  try {
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch {
    return false; // not yet
  } finally {
    await client.close();
  }
}
