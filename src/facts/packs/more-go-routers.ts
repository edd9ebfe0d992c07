import type { GoFramework } from '../go/framework.ts';

const UPPER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];
const NONE: ReadonlySet<string> = new Set();

/** `r.GET("/x", show)` */
const upper = Object.fromEntries(UPPER.map((method) => [method, [method]]));
/** `r.Get("/x", show)` */
const capitalized = Object.fromEntries(
  UPPER.map((method) => [method.charAt(0) + method.slice(1).toLowerCase(), [method]]),
);

const nothingMore = { groups: NONE, blocks: NONE, mounts: NONE, transparent: NONE, handler: 'last' } as const;

/** https://www.cloudwego.io/docs/hertz: as gin, also in what its generator writes. */
const hertz: GoFramework = {
  ...nothingMore,
  pack: 'hertz',
  from: /^github\.com\/cloudwego\/hertz\/pkg\/(app\/server|route)$/,
  makers: { Default: { root: true }, New: { root: true } },
  types: { Hertz: { root: true }, Engine: { root: true }, RouterGroup: {}, IRouter: {}, IRoutes: {} },
  verbs: { ...upper, Any: ['*'], Handle: undefined },
  groups: new Set(['Group']),
  transparent: new Set(['Use']),
};

/** https://go-kratos.dev: routers of a server, also in what is generated of protocols. */
const kratos: GoFramework = {
  ...nothingMore,
  pack: 'kratos',
  from: /^github\.com\/go-kratos\/kratos\/v\d+\/transport\/http$/,
  makers: { NewServer: { root: true } },
  types: { Server: { root: true }, Router: {} },
  verbs: { ...upper, Handle: ['*'], HandleFunc: ['*'] },
  groups: new Set(['Route', 'Group']),
};

/** https://go-zero.dev: a server that is given lists of routes. */
const goZero: GoFramework = {
  ...nothingMore,
  pack: 'go-zero',
  from: /^github\.com\/(zeromicro|tal-tech)\/go-zero\/rest$/,
  makers: { MustNewServer: { root: true }, NewServer: { root: true } },
  types: { Server: { root: true } },
  verbs: {},
};

/** https://goframe.org: groups as blocks or in variables. */
const goFrame: GoFramework = {
  ...nothingMore,
  pack: 'goframe',
  from: /^github\.com\/gogf\/gf(\/v\d+)?\/(net\/ghttp|frame\/g)$/,
  makers: { Server: { root: true }, GetServer: { root: true } },
  types: { Server: { root: true }, RouterGroup: {} },
  verbs: { ...upper, ALL: ['*'], BindHandler: ['*'] },
  groups: new Set(['Group']),
  blocks: new Set(['Group']),
};

/** https://iris-go.com: parties are groups. */
const iris: GoFramework = {
  ...nothingMore,
  pack: 'iris',
  from: /^github\.com\/kataras\/iris(\/v\d+)?$/,
  makers: { New: { root: true }, Default: { root: true } },
  types: { Application: { root: true }, Party: {} },
  verbs: { ...capitalized, Any: ['*'], Handle: undefined },
  groups: new Set(['Party']),
  blocks: new Set(['PartyFunc']),
};

/** https://github.com/go-martini/martini */
const martini: GoFramework = {
  ...nothingMore,
  pack: 'martini',
  from: /^github\.com\/go-martini\/martini$/,
  makers: { Classic: { root: true }, NewRouter: { root: true } },
  types: { ClassicMartini: { root: true }, Router: {} },
  verbs: { ...capitalized, Any: ['*'] },
  blocks: new Set(['Group']),
};

/** https://gobuffalo.io */
const buffalo: GoFramework = {
  ...nothingMore,
  pack: 'buffalo',
  from: /^github\.com\/gobuffalo\/buffalo$/,
  makers: { New: { root: true } },
  types: { App: { root: true } },
  verbs: { ...upper, ANY: ['*'] },
  groups: new Set(['Group']),
};

/** Routers for fasthttp: https://github.com/fasthttp/router and those before it. */
const fasthttp: GoFramework = {
  ...nothingMore,
  pack: 'fasthttp',
  from: /^github\.com\/(fasthttp\/router|buaazp\/fasthttprouter)$/,
  makers: { New: { root: true } },
  types: { Router: { root: true }, Group: {} },
  verbs: { ...upper, ANY: ['*'], Handle: undefined },
  groups: new Set(['Group']),
};

/** Routers of one tree for `net/http`: https://github.com/dimfeld/httptreemux, https://bunrouter.uptrace.dev */
const trees: GoFramework = {
  ...nothingMore,
  pack: 'tree-routers',
  from: /^github\.com\/(dimfeld\/httptreemux(\/v\d+)?|uptrace\/bunrouter)$/,
  makers: { New: { root: true }, NewContextMux: { root: true } },
  types: { TreeMux: { root: true }, ContextMux: { root: true }, Router: { root: true }, Group: {} },
  verbs: { ...upper, Handle: undefined },
  groups: new Set(['NewGroup']),
  blocks: new Set(['WithGroup']),
};

/** https://github.com/bmizerany/pat, https://github.com/gorilla/pat */
const pat: GoFramework = {
  ...nothingMore,
  pack: 'pat',
  from: /^github\.com\/(bmizerany|gorilla)\/pat$/,
  makers: { New: { root: true } },
  types: { PatternServeMux: { root: true }, Router: { root: true } },
  verbs: { ...capitalized, Del: ['DELETE'], Add: undefined },
};

/** Routers on which people register as on those that are better known. */
export const moreGoRouters: readonly GoFramework[] = [
  hertz,
  kratos,
  goZero,
  goFrame,
  iris,
  martini,
  buffalo,
  fasthttp,
  trees,
  pat,
];
