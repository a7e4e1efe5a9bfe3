/** /IntegrationError and /IntegrationRequest: Halo's own logs of its integrations, which a client may read and add to. */
import type { Answer, Json, Refusal } from './answer.ts';
import { jsonAnswer, refusal } from './answer.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { checkFields, isRefusal } from './field-check.ts';
import type { FieldTable } from './fields.ts';
import { integrationErrorFields, integrationRequestFields } from './fields.ts';
import { flagOf, numberOf } from './query.ts';
import type { LogRow } from './state.ts';

type LogKind = 'errors' | 'requests';

export const integrationLogEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: 'integrationerror', needs: 'token', handle: call => list(call, 'errors') },
  { method: 'POST', path: 'integrationerror', needs: 'token', handle: call => add(call, 'errors') },
  { method: 'GET', path: 'integrationrequest', needs: 'token', handle: call => list(call, 'requests') },
  { method: 'POST', path: 'integrationrequest', needs: 'token', handle: call => add(call, 'requests') },
];

const tables: Readonly<Record<LogKind, FieldTable>> = {
  errors: integrationErrorFields,
  requests: integrationRequestFields,
};

/** Newest first. */
function list(call: Call, kind: LogKind): Answer {
  const { state, query, dialect } = call;
  const moduleId = numberOf(query, 'module_id');
  const inbound = flagOf(query, 'inbound_only');
  const outbound = flagOf(query, 'outbound_only');
  const rows = (kind === 'errors' ? state.integrationErrors : state.integrationRequests)
    .filter(
      row =>
        (moduleId === null || row['module_id'] === moduleId || row['msid'] === moduleId) &&
        !(inbound && row['isoutgoing'] === true) &&
        !(outbound && row['isoutgoing'] !== true),
    )
    .toReversed();
  const paged = flagOf(query, 'pageinate');
  const asked = numberOf(query, 'page_size') ?? numberOf(query, 'count') ?? dialect.pageDefault;
  const size = Math.max(1, Math.min(asked, dialect.pageCap));
  const page = paged ? Math.max(1, numberOf(query, 'page_no') ?? 1) : 1;
  const shown = rows.slice((page - 1) * size, page * size).map(row => shaped(row, tables[kind]));
  if (!paged) return jsonAnswer(shown);
  return jsonAnswer({ page_no: page, page_size: size, record_count: rows.length, [kind]: shown });
}

function add(call: Call, kind: LogKind): Answer | Refusal {
  if (!Array.isArray(call.body)) return refusal(400, 'The body must be an array.');
  const checked: LogRow[] = [];
  for (const element of call.body) {
    const fields = checkFields(
      element,
      tables[kind],
      kind === 'errors' ? 'IntegrationError' : 'IntegrationRequest',
      0,
    );
    if (isRefusal(fields)) return fields;
    checked.push(Object.fromEntries(fields.plain));
  }
  return jsonAnswer(checked.map(row => shaped(call.state.log(kind, row), tables[kind])));
}

function shaped(row: LogRow, table: FieldTable): Json {
  const json: Record<string, Json> = {};
  for (const name of table.keys()) json[name] = row[name] ?? null;
  return json;
}
