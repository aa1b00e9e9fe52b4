import { ApiError } from '../../../../hub/api/client.ts';
import { errorView } from '../../../../hub/api/errors.ts';
import { fileView, uploadFile as endpoint, type FileView } from '../../../../hub/api/customers/files.ts';
import { isSignedOut } from '../../api.ts';
import { connection } from '../../connection-state.ts';
import { askToLogInAgain } from '../../login-again.ts';
import { workspaceId } from '../../workspace-id.ts';

/** Uploads a file and tells how far it is (0 to 1), which `fetch` can't. Throws as a call of the api does; AbortError when it was called off. */
export async function uploadFile(file: File, tell: (progress: number) => void, signal: AbortSignal): Promise<FileView> {
  for (;;) {
    try {
      return await send(file, tell, signal);
    } catch (error) {
      if (!isSignedOut(error) || !(await askToLogInAgain())) throw error;
    }
  }
}

function send(file: File, tell: (progress: number) => void, signal: AbortSignal): Promise<FileView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${endpoint.path}`);
    const workspace = workspaceId.peek();
    if (workspace) request.setRequestHeader('x-workspace-id', workspace);
    request.upload.addEventListener('progress', ({ loaded, total }) => tell(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      connection.reached();
      const parsed = request.status < 300 ? fileView.safeParse(jsonOf(request)) : null;
      if (parsed?.success) resolve(parsed.data);
      else reject(errorOf(request));
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

function jsonOf({ responseText }: XMLHttpRequest): unknown {
  try {
    return JSON.parse(responseText);
  } catch {
    return null; // a proxy's page, say: told as unreadable
  }
}

function errorOf(request: XMLHttpRequest): ApiError {
  const parsed = errorView.safeParse(jsonOf(request));
  const unreadable = { code: 'hub.unreadable', message: `The answer (${request.status}) is not the hub's.`, details: null, requestId: '' };
  return new ApiError(request.status, parsed.success ? parsed.data.error : unreadable);
}
