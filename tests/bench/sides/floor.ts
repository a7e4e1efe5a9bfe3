/**
 * The least that such a run can cost: every byte that ours fetched is fetched over HTTP and told apart into XML or JSON tokens. Each answer
 * is asked for with as many bytes as ours asked for it: no client can have it for less.
 */
import { Agent, request } from 'node:http';
import { SaxesParser } from 'saxes';
import { overAll, readOrder } from './order.ts';

const order = readOrder();
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
let tokens = 0;

function fetchText(address: string, asked: number): Promise<{ text: string; type: string }> {
  return new Promise((resolve, reject) => {
    const method = asked > 0 ? 'POST' : 'GET';
    const headers = asked > 0 ? { 'content-length': String(asked) } : {};
    const outgoing = request(address, { agent, method, headers }, answer => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({
          text: Buffer.concat(parts).toString('utf8'),
          type: String(answer.headers['content-type'] ?? ''),
        }),
      );
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(asked > 0 ? 'x'.repeat(asked) : undefined);
  });
}

await overAll(
  Array.from({ length: order.kept }, (_, index) => index),
  async index => {
    const { text, type } = await fetchText(`${order.replay}/kept/${index}`, order.asked[index] ?? 0);
    if (text === '') return;
    if (type.includes('json')) {
      JSON.parse(text);
      return;
    }
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', () => {
      tokens += 1;
    });
    parser.on('text', () => {
      tokens += 1;
    });
    parser.write(text).close();
  },
);
agent.destroy();
console.log(JSON.stringify({ tokens }));
