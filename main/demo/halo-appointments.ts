/**
 * Reads appointments from Halo for the comparison, over its public API. Must share nothing with the product, or a mistake could agree
 * with itself.
 */

export interface HaloAccess {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Lets the time pass that Halo asks for when it was asked too often. */
  readonly pass: (ms: number) => Promise<void>;
}

/** Halo's own JSON of an appointment. */
export type HaloRow = ReadonlyMap<string, unknown>;

const pageSize = 100;
const mostPages = 100;
const mostPauses = 20;
const deadlineMs = 30_000;

function rowOf(value: unknown): HaloRow {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

export interface HaloReader {
  /** Live appointments of the agent that touch [from, to), recurring masters left out. */
  list(agentId: number, from: string, to: string): Promise<readonly HaloRow[]>;
  /** One appointment in full. */
  read(id: number): Promise<HaloRow>;
}

/** Throws when Halo does not answer well. */
export async function openHalo(access: HaloAccess): Promise<HaloReader> {
  const answer = await fetch(`${access.url}/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: access.clientId,
      client_secret: access.clientSecret,
      scope: 'all',
    }),
    signal: AbortSignal.timeout(deadlineMs),
  });
  const token = String(rowOf(await answer.json()).get('access_token'));

  async function get(path: string): Promise<unknown> {
    for (let pauses = 0; pauses <= mostPauses; pauses += 1) {
      const response = await fetch(`${access.url}/api${path}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(deadlineMs),
      });
      if (response.status === 429) {
        await response.arrayBuffer();
        await access.pass(Number(response.headers.get('retry-after') ?? 5) * 1_000);
        continue;
      }
      if (response.status !== 200) throw new Error(`Halo answered GET ${path} with ${response.status}.`);
      return await response.json();
    }
    throw new Error(`Halo never had time for GET ${path}.`);
  }

  return {
    async list(agentId, from, to) {
      const rows: HaloRow[] = [];
      for (let page = 1; page <= mostPages; page += 1) {
        const query = new URLSearchParams({
          agents: String(agentId),
          start_date: from,
          end_date: to,
          excluderecurringmaster: 'true',
          pageinate: 'true',
          page_size: String(pageSize),
          page_no: String(page),
        });
        const body = rowOf(await get(`/Appointment?${query}`));
        const found = body.get('appointments');
        if (!Array.isArray(found)) throw new Error('Halo sent no list of appointments.');
        rows.push(...found.map(rowOf));
        if (found.length < pageSize || rows.length >= Number(body.get('record_count'))) return rows;
      }
      throw new Error(`Halo's list for agent ${agentId} does not end.`);
    },
    read: async id => rowOf(await get(`/Appointment/${id}`)),
  };
}
