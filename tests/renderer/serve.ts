/** `npm run screens`: the renderer in any browser, over the fake. `?scene=needs-you&agents=2000` chooses what it shows. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const port = Number(process.argv[2] ?? 5173);
const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('../../', import.meta.url)),
  // Only what the page needs is watched and looked through: the bundles in out/ are many times as much.
  server: {
    port,
    strictPort: true,
    host: '127.0.0.1',
    watch: { ignored: ['**/out/**', '**/test-results/**'] },
  },
  optimizeDeps: { entries: ['tests/renderer/index.html'] },
  cacheDir: 'node_modules/.vite-screens',
});
await server.listen();
console.log(`http://127.0.0.1:${port}/tests/renderer/index.html`);
