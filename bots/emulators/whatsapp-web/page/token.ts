/** What a linked device keeps, in IndexedDB as WhatsApp Web does: without it the phone has to scan again. */
const store = 'device';

/** The token of this device, or null where it is not linked. */
export async function readToken(): Promise<string | null> {
  const found: unknown = await run('readonly', (tokens) => tokens.get('token'));
  return typeof found === 'string' ? found : null;
}

/** Keeps the token; null forgets it. */
export async function writeToken(token: string | null): Promise<void> {
  await run('readwrite', (tokens) => (token === null ? tokens.delete('token') : tokens.put(token, 'token')));
}

async function run(mode: IDBTransactionMode, act: (tokens: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: 'strict' });
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(new Error('the token could not be kept'));
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('signal-storage', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('there is no IndexedDB'));
  });
}
