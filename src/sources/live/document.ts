import { getTableColumns } from 'drizzle-orm';
import type { Agency } from '../../model/agency.js';
import { PARTNER_KINDS } from '../../model/principal.js';
import type { SourcePart } from '../source.js';
import { type JsonSchema, rowSchema } from './row-schema.js';

/** Where records are asked for, below the address of an agency's API. */
export const QUERY_PATH = '/records/query';

/** Where an agency's API says that it works, below its address. */
export const HEALTH_PATH = '/health';

/** People in one request at most. */
export const MOST_PEOPLE = 500;

/** Rows of one part of one person at most. */
export const MOST_ROWS = 1_000;

/** The version of what is asked of an agency's API; it changes when an API that was right would no longer be. */
const VERSION = '1.0.0';

const V_NUMBER = { type: 'string', pattern: '^[0-9]{10}$', description: 'V-number, leading zeros kept.' };

/** The fields of a part that an agency can be asked for, by name: what callers can ask for, and nothing derived. */
export function askableFields(part: SourcePart): string[] {
  return Object.keys(part.fields).filter((field) => field !== 'searchKey');
}

/** Name of the schema of a part's rows in the document. */
export function schemaName(part: SourcePart): string {
  return `${part.name.charAt(0).toUpperCase()}${part.name.slice(1)}Row`;
}

/**
 * What an agency's API must offer, as an OpenAPI 3.1 document. Made from the same description as both locks, so that
 * what is asked over the wire is what the policy decides on.
 */
export function openApiOf(agency: Agency, parts: Readonly<Record<string, SourcePart>>): JsonSchema {
  const list = Object.values(parts);
  return {
    openapi: '3.1.0',
    info: {
      title: `Records of the ${agency} for Ketenzicht`,
      version: VERSION,
      description:
        'Ketenzicht asks for the records of people by V-number, in the body and never in an address. Each request says ' +
        'for whom, for what and under which policy it is made, so that you hold the second lock: leave out the part of ' +
        'a person that you do not give, and its fields are told to be unavailable. A person that you do not know is ' +
        'left out as a whole.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    security: [{ client: [] }, { certificate: [] }],
    paths: { [QUERY_PATH]: { post: queryOperation() }, [HEALTH_PATH]: { get: healthOperation() } },
    components: {
      securitySchemes: {
        client: {
          type: 'oauth2',
          description: 'Client credentials, with private_key_jwt (RFC 7523) or a secret.',
          flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } },
        },
        certificate: { type: 'mutualTLS', description: 'A client certificate that you trust.' },
      },
      schemas: {
        Query: querySchema(list),
        Answer: answerSchema(),
        Person: personSchema(list),
        ...Object.fromEntries(list.map((part) => [schemaName(part), describedRow(part)])),
      },
    },
  };
}

function queryOperation(): JsonSchema {
  return {
    operationId: 'queryRecords',
    summary: 'The records of these people, as far as they are asked for',
    parameters: [
      {
        name: 'traceparent',
        in: 'header',
        description:
          'The trace of the request (W3C Trace Context); keep it in your log, so that both logs can be joined.',
        schema: { type: 'string' },
      },
    ],
    requestBody: { required: true, content: json('Query') },
    responses: {
      200: { description: 'The people that you know of those asked for, in any order.', content: json('Answer') },
      400: { description: 'The request is not as this document says.' },
      401: { description: 'The token or the certificate is not valid.' },
      403: { description: 'You do not give these records for this purpose.' },
      503: { description: 'Not now; it is asked again later.' },
    },
  };
}

function healthOperation(): JsonSchema {
  return {
    operationId: 'health',
    summary: 'Whether records can be asked for now',
    security: [],
    responses: { 200: { description: 'They can.' }, 503: { description: 'They cannot.' } },
  };
}

function json(schema: string): JsonSchema {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function querySchema(parts: readonly SourcePart[]): JsonSchema {
  const asked = (part: SourcePart) => ({
    type: 'array',
    description: `Fields of ${part.name} that are asked for; give these and no others.`,
    items: { type: 'string', enum: askableFields(part) },
    uniqueItems: true,
  });
  return {
    type: 'object',
    additionalProperties: false,
    required: ['vNumbers', 'parts', 'asker', 'purpose', 'processingActivity', 'policyVersion'],
    properties: {
      vNumbers: { type: 'array', items: V_NUMBER, minItems: 1, maxItems: MOST_PEOPLE, uniqueItems: true },
      parts: {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        description: 'What is asked for, by part. An empty list asks for the keys of its rows alone.',
        properties: Object.fromEntries(parts.map((part) => [part.name, asked(part)])),
      },
      asker: {
        type: 'object',
        additionalProperties: false,
        required: ['organisation', 'partnerKind'],
        properties: {
          organisation: { type: 'string', description: 'Code of the organisation that asks.' },
          partnerKind: { type: 'string', enum: [...PARTNER_KINDS] },
        },
      },
      purpose: { type: 'string', description: 'What for, such as RESIDENCE_DECISION.' },
      processingActivity: { type: 'string', description: 'URI of the registered processing activity.' },
      policyVersion: { type: 'string', description: 'Version of the policy that permits it.' },
    },
  };
}

function answerSchema(): JsonSchema {
  return {
    type: 'object',
    required: ['records'],
    properties: { records: { type: 'array', items: { $ref: '#/components/schemas/Person' } } },
  };
}

function personSchema(parts: readonly SourcePart[]): JsonSchema {
  const rows = (part: SourcePart) => ({
    type: 'array',
    maxItems: MOST_ROWS,
    description: rowsDescription(part),
    items: { $ref: `#/components/schemas/${schemaName(part)}` },
  });
  return {
    type: 'object',
    required: ['vNumber'],
    properties: { vNumber: V_NUMBER, ...Object.fromEntries(parts.map((part) => [part.name, rows(part)])) },
  };
}

function rowsDescription(part: SourcePart): string {
  const order = Object.entries(getTableColumns(part.drizzle)).find(([, { name }]) => name === part.orderColumn)?.[0];
  return `In the order of ${order}, unknown ones first, then of recordKey and sourceKey: the last one is the latest.`;
}

function describedRow(part: SourcePart): JsonSchema {
  return {
    ...rowSchema(part, askableFields(part)),
    required: ['sourceKey', 'recordKey'],
    description: 'A row holds its keys, and each field that was asked for: null where you do not know it.',
  };
}
