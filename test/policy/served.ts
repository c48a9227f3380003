import { MapperKind, mapSchema } from '@graphql-tools/utils';
import type { GraphQLFieldConfig, GraphQLSchema } from 'graphql';
import { emittedFiles } from '../../src/cli/schema.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { type EmittedFiles, readEmitted } from '../../src/policy/emitted-schema.js';
import type { Policy } from '../../src/policy/policy.js';
import type { ServedMoment } from '../../src/policy/view-difference.js';

/** The emitted files of a schema and a policy, as they are read. */
export function emittedOf(master: GraphQLSchema, policy: Policy): EmittedFiles {
  const files = emittedFiles(master, policy);
  const text = (path: string) => files.get(path) ?? '';
  const views = policy.columns.map(({ view }): [ViewKey, string] => [
    view,
    text(`views/${view.replace('/', '.')}.graphql`),
  ]);
  return { schema: text('ketenzicht.graphql'), table: text('visibility.md'), views: new Map(views) };
}

/** What a schema and a policy serve. */
export function servedBy(master: GraphQLSchema, policy: Policy): ServedMoment {
  return { emitted: readEmitted(emittedOf(master, policy)), policy };
}

/** The schema without a field, or without one of its arguments. */
export function without(master: GraphQLSchema, type: string, field: string, argument?: string): GraphQLSchema {
  return changed(master, type, field, (config) => {
    if (argument === undefined) return null;
    const { [argument]: _gone, ...args } = config.args ?? {};
    return { ...config, args };
  });
}

/** The schema with a field under other categories. */
export function moved(master: GraphQLSchema, type: string, field: string, ...categories: string[]): GraphQLSchema {
  return changed(master, type, field, (config) => ({ ...config, extensions: { categories } }));
}

type Config = GraphQLFieldConfig<unknown, unknown>;

function changed(master: GraphQLSchema, type: string, field: string, change: (config: Config) => Config | null) {
  const at = (config: Config, name: string, owner: string) =>
    owner === type && name === field ? change(config) : config;
  return mapSchema(master, { [MapperKind.OBJECT_FIELD]: at, [MapperKind.ROOT_FIELD]: at });
}
