import { ApiError } from '../../../hub/api/client.ts';
import { createImport, dataJobView, type DataJobView } from '../../../hub/api/customers/data-jobs.ts';
import { errorView } from '../../../hub/api/errors.ts';
import { isSignedOut } from '../api.ts';
import { connection } from '../connection-state.ts';
import { askToLogInAgain } from '../login-again.ts';
import { workspaceId } from '../workspace-id.ts';

/** Uploads a CSV file of contacts and tells how far it is (0 to 1). Throws as a call of the api does; AbortError when it was called off. */
export async function uploadCsv(file: File, tell: (progress: number) => void, signal: AbortSignal): Promise<DataJobView> {
  for (;;) {
    try {
      return await send(file, tell, signal);
    } catch (error) {
      if (!isSignedOut(error) || !(await askToLogInAgain())) throw error;
    }
  }
}

function send(file: File, tell: (progress: number) => void, signal: AbortSignal): Promise<DataJobView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${createImport.path}`);
    const workspace = workspaceId.peek();
    if (workspace) request.setRequestHeader('x-workspace-id', workspace);
    request.upload.addEventListener('progress', ({ loaded, total }) => tell(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      connection.reached();
      const answer = jsonIn(request);
      const parsed = request.status < 300 ? dataJobView.safeParse(answer) : null;
      if (parsed?.success) resolve(parsed.data);
      else reject(errorIn(request.status, answer));
    });
    request.addEventListener('error', () => {
      connection.missed();
      reject(new TypeError('the hub could not be reached'));
    });
    request.addEventListener('abort', () => reject(new DOMException('called off', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

function jsonIn({ responseText }: XMLHttpRequest): unknown {
  try {
    return JSON.parse(responseText);
  } catch {
    return null; // a proxy's page, say: told as unreadable
  }
}

function errorIn(status: number, answer: unknown): ApiError {
  const parsed = errorView.safeParse(answer);
  const unreadable = { code: 'hub.unreadable', message: `The answer (${status}) is not the hub's.`, details: null, requestId: '' };
  return new ApiError(status, parsed.success ? parsed.data.error : unreadable);
}
