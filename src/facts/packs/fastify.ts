import type { Receivers } from '../javascript/vocabulary.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'];
const PLUGIN_TYPES = [
  'FastifyPlugin',
  'FastifyPluginAsync',
  'FastifyPluginCallback',
  'FastifyPluginAsyncTypebox',
  'FastifyPluginCallbackTypebox',
  'FastifyPluginAsyncZod',
  'FastifyPluginCallbackZod',
  'FastifyPluginAsyncZodOpenApi',
  'FastifyPluginAsyncJsonSchemaToTs',
];
const TYPE_PROVIDERS = [
  'fastify',
  '@fastify/type-provider-typebox',
  '@fastify/type-provider-json-schema-to-ts',
  'fastify-type-provider-zod',
  'fastify-zod-openapi',
];

/** https://fastify.dev: apps, and plugins that get a part of one. What is loaded by its place: `fastify-autoload.ts`. */
export const fastify: Receivers = {
  pack: 'fastify',
  makers: [
    { from: 'fastify', members: [], root: true },
    { from: 'fastify', members: ['fastify'], root: true },
    { from: 'fastify', members: ['Fastify'], root: true },
  ],
  types: [{ from: 'fastify', members: ['FastifyInstance'] }],
  pluginTypes: TYPE_PROVIDERS.flatMap((from) => PLUGIN_TYPES.map((name) => ({ from, members: [name] }))),
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
    all: ['*'],
  },
  described: new Set(['route']),
  mounts: new Set(),
  plugins: new Set(['register']),
  wrappers: [
    { from: 'fastify-plugin', members: [] },
    { from: 'fastify-plugin', members: ['fastifyPlugin'] },
  ],
  loaders: ['@fastify/autoload', 'fastify-autoload'].flatMap((from) => [
    { from, members: [] },
    { from, members: ['fastifyAutoload'] },
  ]),
  groups: new Set(),
  chained: new Set(
    'addHook after decorate decorateReply decorateRequest setErrorHandler setNotFoundHandler withTypeProvider'.split(
      ' ',
    ),
  ),
};
