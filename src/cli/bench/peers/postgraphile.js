import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';
import { servePeer } from './peer-process.js';
import { CasePlugin } from './postgraphile-case.js';

const OF_A_CASE = { tags: { foreignKey: '(case_id) references app.case_index (id)' } };

/** No table refers to the table of cases; these do, for the filter by name. */
const relations = jsonPgSmartTags({
  version: 1,
  config: { class: { 'shelter.person_name': OF_A_CASE, 'ind.person_name': OF_A_CASE } },
});

function presetFor({ login, organisation, connections }) {
  const { host, port, database, user, password } = login;
  return {
    extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
    plugins: [relations, CasePlugin],
    disablePlugins: ['PgIndexBehaviorsPlugin'],
    schema: { connectionFilterRelations: true },
    pgServices: [
      makePgService({
        poolConfig: { host, port, database, user, password, max: connections },
        schemas: ['app', 'shelter', 'ind', 'dtv', 'avim'],
        pubsub: false,
      }),
    ],
    grafast: { explain: false, context: () => ({ pgSettings: { 'app.organisation': organisation } }) },
    grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false, outputDataAsString: true },
  };
}

servePeer(async (setting) => {
  const server = createServer();
  const served = postgraphile(presetFor(setting)).createServ(grafserv);
  await served.addTo(server);
  await served.ready();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}/graphql`;
});
