import { z } from 'zod';

const cookies = z.array(z.string()).min(1);

/**
 * The cookie of a session of the owner's at the hub, as the browser is to keep it; null while the hub is away. Cookies know no ports, so one
 * that this page's server hands on counts at the hub too, and the admin in its frame is signed in.
 */
export async function signInToHub(hubUrl: string, login: { email: string; password: string }): Promise<string | null> {
  try {
    const response = await fetch(`${hubUrl}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hubUrl },
      body: JSON.stringify(login),
    });
    return cookies.safeParse(response.headers.getSetCookie()).data?.[0] ?? null;
  } catch {
    return null; // the hub is down: the page says so, and its admin shows the login once it is up
  }
}
