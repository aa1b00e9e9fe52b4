import { createServer } from 'vite';
import viteConfig from '../../../.config/vite.admin.config.ts';

/** Serves the admin from its sources before a running hub, so that an edit shows at once and a half-written page breaks only itself. */
export async function serveSources(hubUrl: string, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await createServer({
    ...viteConfig,
    cacheDir: `node_modules/.vite/admin-${port}`,
    server: {
      port,
      strictPort: true,
      host: 'localhost',
      hmr: false,
      proxy: { '/api': hubUrl, '/files': hubUrl, '/webhooks': hubUrl, '/widget': hubUrl, '/socket.io': { target: hubUrl, ws: true } },
    },
  });
  await server.listen();
  return { url: `http://localhost:${port}`, stop: () => server.close() };
}
