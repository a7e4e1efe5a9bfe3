/** Where the page comes from: `app://integrator`, answered from the built files alone, under a policy that lets nothing else in. */
import { pathToFileURL } from 'node:url';
import { net, protocol, session } from 'electron';
import { fileFor } from './page-file.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** Before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** After the app is ready. `root`: the folder of the built page. */
export function servePage(root: string): void {
  protocol.handle('app', async request => {
    const file = request.method === 'GET' ? fileFor(request.url, root) : null;
    if (file === null) return new Response('', { status: 404, headers });
    try {
      const found = await net.fetch(pathToFileURL(file).href);
      const type = found.headers.get('content-type') ?? 'application/octet-stream';
      return new Response(found.body, { status: 200, headers: { ...headers, 'Content-Type': type } });
    } catch {
      return new Response('', { status: 404, headers });
    }
  });
}

/** No page of ours needs a camera, a place or a clipboard that it may read. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(permission === 'clipboard-sanitized-write'),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
}
