import { expect, test } from 'vitest';
import { listNames, treeOf } from '../../../test/fixture-app.ts';

/** What a compiler makes of a module that imports and exports. */
test.each<[string, Record<string, string>, string[]]>([
  [
    'TypeScript with esModuleInterop',
    {
      'lib/app.js': `"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };
Object.defineProperty(exports, "__esModule", { value: true });
const express_1 = __importDefault(require("express"));
const users_1 = __importDefault(require("./routes/users"));
const orders_1 = require("./routes/orders");
const app = (0, express_1.default)();
app.use(express_1.default.json());
app.use("/users", users_1.default);
app.use("/orders", orders_1.ordersRouter);
exports.default = app;`,
      'lib/routes/users.js': `"use strict";
const express_1 = require("express");
const list_1 = require("../list");
const router = (0, express_1.Router)();
router.get("/", list_1.list);
router.get("/:id", list_1.auth, async (req, res) => {});
exports.default = router;`,
      'lib/routes/orders.js': `"use strict";
exports.ordersRouter = void 0;
const express_1 = __importDefault(require("express"));
const h_1 = require("../h");
exports.ordersRouter = express_1.default.Router();
exports.ordersRouter.get("/", (0, h_1.asyncHandler)(async (req, res) => {}));`,
    },
    ['GET /orders', 'GET /users', 'GET /users/{}'],
  ],
  [
    'with tslib',
    {
      'app.js': `const tslib_1 = require("tslib");
const express_1 = tslib_1.__importDefault(require("express"));
const app = (0, express_1.default)();
app.get("/health", (req, res) => res.send("ok"));`,
    },
    ['GET /health'],
  ],
  [
    'Babel',
    {
      'lib/app.js': `var _express = _interopRequireDefault(require("express"));
var _users = _interopRequireDefault(require("./users"));
function _interopRequireDefault(obj) { return obj && obj.__esModule ? obj : { default: obj }; }
var app = (0, _express.default)();
app.use('/users', _users.default);
var _default = exports.default = app;`,
      'lib/users.js': `var _express = require("express");
var router = (0, _express.Router)();
router.get('/', f);
var _default = router;
exports.default = _default;`,
    },
    ['GET /users'],
  ],
])('%s', (_what, files, endpoints) => {
  const found = listNames(treeOf(files), 'endpoint');
  expect(found).toEqual(endpoints);
});
