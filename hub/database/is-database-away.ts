import mongoose from 'mongoose';

const { MongoNetworkError, MongoServerSelectionError, MongoServerError, MongoNotConnectedError, MongoTopologyClosedError } = mongoose.mongo;

/**
 * Codes of MongoDB for a server that goes away, comes back or hands over: unreachable, network timeout, shutting down, stepped
 * down, not writable, interrupted at shutdown, not primary.
 */
const passingCodes = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** What FerretDB says (code 1, InternalError, or another) while the PostgreSQL behind it stops or starts. */
const postgresAway =
  /connection refused|connection reset|broken pipe|unexpected EOF|no such file or directory|failed to connect|conn closed|SQLSTATE (57P0[123]|08\w{3})|database system is (starting up|shutting down|in recovery|not yet accepting)|terminating connection/i;

/** What the system says of a broken connection; the driver passes some of these on as they are. */
const brokenConnection = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT']);

/**
 * Did this fail because the database is away at this moment, so that the same call may work soon? A caller answers 503 or tries
 * again. A write may have been made all the same: repeat only what is safe to repeat. Ask it of errors of database calls only:
 * a provider's broken connection looks the same.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoNotConnectedError || error instanceof MongoTopologyClosedError) return true;
  if (error instanceof mongoose.Error.MongooseServerSelectionError) return true;
  if (error instanceof MongoServerError) return passingCodes.has(Number(error.code)) || postgresAway.test(error.message);
  if ('code' in error && brokenConnection.has(String(error.code))) return true;
  // Mongoose, before the first connection or after close.
  if (error.name === 'MongooseError' && /initial connection|client must be connected/i.test(error.message)) return true;
  return error.cause !== undefined && isDatabaseAway(error.cause);
}
