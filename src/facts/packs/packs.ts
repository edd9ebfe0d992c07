import type { GoFramework } from '../go/framework.ts';
import { readReceivers } from '../javascript/receivers.ts';
import { vocabularyOf } from '../javascript/vocabulary.ts';
import { adonis } from './adonis.ts';
import { aiohttp } from './aiohttp.ts';
import { alembic } from './alembic.ts';
import { aspnet } from './aspnet.ts';
import { azureFunctions } from './azure-functions.ts';
import { bottle } from './bottle.ts';
import { chi } from './chi.ts';
import { decoratedControllers } from './decorated-controllers.ts';
import { django } from './django.ts';
import { djangoNinja } from './django-ninja.ts';
import { doctrine } from './doctrine.ts';
import { drizzle } from './drizzle.ts';
import { echo } from './echo.ts';
import { efMigrations } from './ef-migrations.ts';
import { egg } from './egg.ts';
import { elysia } from './elysia.ts';
import { entityFramework } from './entity-framework.ts';
import { exposed } from './exposed.ts';
import { express } from './express.ts';
import { falcon } from './falcon.ts';
import { fastapi } from './fastapi.ts';
import { fastEndpoints } from './fastendpoints.ts';
import { fastify } from './fastify.ts';
import { fiber } from './fiber.ts';
import { peewee, tortoise } from './field-models.ts';
import { flask } from './flask.ts';
import { gin } from './gin.ts';
import { gorilla } from './gorilla.ts';
import { graphqlInJavaScript, graphqlInPython } from './graphql.ts';
import { graphqlClasses } from './graphql-classes.ts';
import { hapi } from './hapi.ts';
import { hono } from './hono.ts';
import { httprouter } from './httprouter.ts';
import { jaxrs } from './jaxrs.ts';
import { jpa } from './jpa.ts';
import { koa } from './koa.ts';
import { ktor } from './ktor.ts';
import { laravel } from './laravel.ts';
import { laravelSchema } from './laravel-schema.ts';
import { likeExpress } from './like-express.ts';
import { micronaut } from './micronaut.ts';
import { migrations } from './migrations.ts';
import { mikroOrm } from './mikro-orm.ts';
import { minimalApi } from './minimal-api.ts';
import { mongoose } from './mongoose.ts';
import { moreGoRouters } from './more-go-routers.ts';
import { nestjs } from './nestjs.ts';
import { netHttp } from './net-http.ts';
import { nextConfig } from './next-config.ts';
import { nextMethods } from './next-methods.ts';
import { nodeEnv } from './node-env.ts';
import type { CSharpPack, JavaPack, JavaScriptPack, PhpPack, PythonPack, SqlPack } from './pack.ts';
import { prometheusRoute } from './prometheus-route.ts';
import { reactRouterConfig } from './react-router-config.ts';
import { restify } from './restify.ts';
import { routerDsl } from './router-dsl.ts';
import { routerFunctions } from './router-functions.ts';
import { sanic } from './sanic.ts';
import { sequelize } from './sequelize.ts';
import { spring } from './spring.ts';
import { sql } from './sql.ts';
import { sqlalchemy } from './sqlalchemy.ts';
import { symfony } from './symfony.ts';
import { tornado } from './tornado.ts';
import { typeorm } from './typeorm.ts';

const vocabulary = vocabularyOf([express, fastify, hono, koa, hapi, restify, elysia, egg, ...likeExpress]);

/** Calls on apps and routers, of all frameworks that have them, in one go. */
const receivers: JavaScriptPack = {
  name: 'receivers',
  family: 'javascript',
  read: (names, findings) => readReceivers(names, findings, vocabulary),
};

/** Every pack that reads one source, by the languages it reads. */
export const javaScriptPacks: readonly JavaScriptPack[] = [
  receivers,
  nestjs,
  decoratedControllers,
  adonis,
  nextMethods,
  nextConfig,
  reactRouterConfig,
  nodeEnv,
  drizzle,
  typeorm,
  mikroOrm,
  mongoose,
  sequelize,
  migrations,
  graphqlInJavaScript,
  graphqlClasses,
];
export const pythonPacks: readonly PythonPack[] = [
  fastapi,
  flask,
  aiohttp,
  djangoNinja,
  sanic,
  falcon,
  bottle,
  tornado,
  django,
  sqlalchemy,
  peewee,
  tortoise,
  alembic,
  graphqlInPython,
];
/** A call that several know is that of the first one. */
export const goFrameworks: readonly GoFramework[] = [
  gin,
  echo,
  chi,
  gorilla,
  fiber,
  httprouter,
  prometheusRoute,
  netHttp,
  ...moreGoRouters,
];
export const csharpPacks: readonly CSharpPack[] = [
  aspnet,
  minimalApi,
  fastEndpoints,
  azureFunctions,
  efMigrations,
  entityFramework,
];
export const javaPacks: readonly JavaPack[] = [spring, routerFunctions, jaxrs, micronaut, jpa];
export const kotlinPacks: readonly JavaPack[] = [...javaPacks, routerDsl, ktor, exposed];
export const phpPacks: readonly PhpPack[] = [laravel, laravelSchema, symfony, doctrine];
export const sqlPacks: readonly SqlPack[] = [sql];
