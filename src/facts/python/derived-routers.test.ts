import { expect, test } from 'vitest';
import { listFacts } from '../../../test/fixture-app.ts';

const rows: [what: string, files: Record<string, string>, endpoints: string[]][] = [
  [
    'a router of FastAPI',
    {
      'routing.py': 'from fastapi import APIRouter\nclass OurRouter(APIRouter):\n  pass\n',
      'users.py':
        'from routing import OurRouter\nrouter = OurRouter(tags=["x"], prefix="/users")\n@router.get("")\ndef show(): ...\n',
      'main.py':
        'from fastapi import FastAPI\nfrom routing import OurRouter\nfrom users import router\nv1 = OurRouter(prefix="/v1")\nv1.include_router(router)\napp = FastAPI()\napp.include_router(v1)\n',
    },
    ['GET /v1/users'],
  ],
  [
    'a blueprint, and an API of Flask that is put on one',
    {
      'app.py':
        'from flask import Flask\nfrom tools import blueprint, apis\napp = Flask(__name__)\napp.register_blueprint(blueprint)\napp.register_blueprint(apis)\n',
      'tools.py':
        'from flask import Blueprint\nfrom flask_restful import Resource\nfrom lib import Module, ErrorApi\n' +
        'blueprint = Module("tools", __name__, url_prefix="/tools")\napis = Blueprint("api", __name__, url_prefix="/api")\napi = ErrorApi(apis)\n' +
        '@blueprint.route("/t")\ndef t(): ...\nclass Tag(Resource):\n  def get(self): ...\napi.add_resource(Tag, "/tags")\n',
    },
    ['GET /tools/t', 'GET /api/tags'],
  ],
  [
    'what else has a prefix is none',
    {
      'main.py':
        'from fastapi import FastAPI\nfrom store import Cache\napp = FastAPI()\ncache = Cache(prefix="/x")\ncache.get("/y")\n',
    },
    [],
  ],
];

test.each(rows)('routers of classes that other modules derive: %s', (_what, files, endpoints) => {
  const found = listFacts(new Map(Object.entries(files)), 'endpoint');
  expect(found.map((line) => line.slice(0, line.indexOf('  ')))).toEqual(endpoints);
});
