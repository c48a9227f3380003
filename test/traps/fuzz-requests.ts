import fc from 'fast-check';

/** A request as it is sent, whatever it is. */
export interface FuzzedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Words that a document may be made of: those of the schema, those of a table, and those of nobody. */
const NAMES = [
  'cases',
  'case',
  'caseByVNumber',
  'findPerson',
  'me',
  'sources',
  'changes',
  'statistics',
  'edges',
  'node',
];
const FIELDS = ['id', 'status', 'person', 'familyName', 'vNumber', 'provenance', '__typename', 'nonsense', 'case_id'];
const PIECES = [
  ...NAMES,
  ...FIELDS,
  '{',
  '}',
  '(',
  ')',
  ':',
  '...',
  '@include',
  '$v',
  '!',
  '[',
  ']',
  '"',
  '"""',
  'null',
  '#',
];

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const word = fc.constantFrom(...NAMES, ...FIELDS);
const scalar = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  anyText,
  fc.stringMatching(/^\d{10}$/),
);
const literal = fc.oneof(
  scalar.map((value) => JSON.stringify(value)),
  word,
  fc.constant('$v'),
  fc.constant('{ in: [] }'),
);
const args = fc.oneof(
  fc.constant(''),
  fc
    .tuple(fc.constantFrom('id', 'vNumber', 'first', 'after', 'filter', 'input', 'orderBy'), literal)
    .map(([name, value]) => `(${name}: ${value})`),
);

const { selection } = fc.letrec<{ selection: string }>((tie) => ({
  selection: fc.oneof(
    { maxDepth: 5 },
    word,
    fc
      .array(fc.tuple(word, args, fc.option(tie('selection'), { nil: '' })), { minLength: 1, maxLength: 4 })
      .map((fields) =>
        fields.map(([name, given, below]) => `${name}${given}${below ? ` { ${below} }` : ''}`).join(' '),
      ),
  ),
}));

const document = fc.oneof(
  selection.map((fields) => `{ ${fields} }`),
  fc
    .tuple(fc.constantFrom('query', 'mutation', 'subscription'), word, selection)
    .map(([kind, name, fields]) => `${kind} ${name}($v: ${name === 'me' ? 'ID!' : 'VNumber'}) { ${fields} }`),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(' ')),
  anyText,
  fc.integer({ min: 1, max: 3_000 }).map((depth) => '{a'.repeat(depth)),
  fc
    .integer({ min: 1, max: 500 })
    .map((times) => `{ ${Array.from({ length: times }, (_, n) => `a${n}: __typename`).join(' ')} }`),
);

const variables = fc.oneof(
  fc.dictionary(fc.constantFrom('v', 'x', '__proto__', 'constructor'), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 }),
  fc.jsonValue({ maxDepth: 2 }),
);

const json = fc
  .record(
    { query: document, variables, operationName: fc.oneof(word, fc.jsonValue({ maxDepth: 1 })) },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));

const body = fc.oneof(
  { weight: 8, arbitrary: json },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.tuple(json, fc.nat(200)).map(([text, at]) => text.slice(0, at)) },
  { weight: 1, arbitrary: anyText },
);

const headerText = fc.stringMatching(/^[!-~]{0,60}$/);
const headers = fc.record(
  {
    'content-type': fc.oneof(fc.constant('text/plain'), fc.constant('application/json; charset=utf-16'), headerText),
    accept: fc.oneof(
      fc.constantFrom('application/graphql-response+json', 'application/json;q=0.1', 'text/html'),
      headerText,
    ),
    'x-purpose': fc.oneof(fc.constantFrom('RETURN', 'RESIDENCE_DECISION'), headerText),
    'x-absences': fc.oneof(fc.constantFrom('strict', 'report'), headerText),
    traceparent: headerText,
    authorization: headerText.map((text) => `Bearer ${text}`),
    cookie: headerText,
  },
  { requiredKeys: [] },
);

/** Most have the headers that they need, so that they get far. */
export const fuzzedRequest: fc.Arbitrary<FuzzedRequest> = fc.record({
  headers: fc.oneof({ weight: 7, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: headers }),
  body,
});
