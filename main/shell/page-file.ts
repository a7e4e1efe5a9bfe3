/** The address of our page, and which file of the built page a request may have. Everything else is not there. */
import { isAbsolute, join, relative } from 'node:path';

export const pageOrigin = 'app://integrator';
export const pageAddress = `${pageOrigin}/index.html`;

/** The file that a request asks for; null when it is none of ours. */
export function fileFor(address: string, root: string): string | null {
  if (!URL.canParse(address)) return null;
  const { host, pathname } = new URL(address);
  if (host !== 'integrator') return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = join(root, path);
  const inside = relative(root, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file;
}
