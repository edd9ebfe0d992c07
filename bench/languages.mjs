// What reading sources costs that are not TypeScript: 2,000 of one language, and five of them changed and staged.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './measure.mjs';

const PACKAGES = 100;
const SOURCES = 20;
const CHANGED = 5;
const FUNCTIONS = [0, 1, 2, 3, 4, 5];

/** Of each language how a source reads, where it stands, and what registers the routes of a package. */
const LANGUAGES = {
  Python: {
    path: (place, at) => `app${place}/part${at}.py`,
    source: (place, at, edited) =>
      `from dataclasses import dataclass\n\nfrom .part${(at + 1) % SOURCES} import Options${(at + 1) % SOURCES}\n\n\n@dataclass\nclass Options${at}:\n    name: str\n    limit: int | None = None\n\n\n${FUNCTIONS.map(
        (one) =>
          `def format_${at}_${one}(options: Options${at}, more: list[str]) -> str:\n    """Formats what has a name."""\n    found = [text for text in more if len(text) > ${one + edited}]\n    if len(found) > (options.limit or ${one}):\n        raise ValueError("package ${place} has too many: %s" % len(found))\n    for text in found:\n        if text == "x":\n            return text.replace("a", str(Options${(at + 1) % SOURCES}))\n    return ", ".join(found)\n`,
      ).join('\n\n')}`,
    routes: (place) => ({
      [`app${place}/urls.py`]: `from django.urls import path\n\nfrom . import part0\n\nurlpatterns = [\n${FUNCTIONS.map(
        (one) => `    path("things/${one}/<int:pk>/", part0.format_0_${one}),\n`,
      ).join('')}]\n`,
    }),
    whole: (places) => ({
      'requirements.txt': 'django==5.0\n',
      'site/urls.py': `from django.urls import include, path\n\nurlpatterns = [\n${places.map((place) => `    path("p${place}/", include("app${place}.urls")),\n`).join('')}]\n`,
    }),
  },
  Go: {
    path: (place, at) => `pkg/p${place}/part${at}.go`,
    source: (place, at, edited) =>
      `package p${place}\n\nimport (\n\t"errors"\n\t"strings"\n)\n\ntype Options${at} struct {\n\tName  string\n\tLimit int\n}\n\n${FUNCTIONS.map(
        (one) =>
          `// Format${at}x${one} formats what has a name.\nfunc Format${at}x${one}(options Options${at}, more []string) (string, error) {\n\tfound := []string{}\n\tfor _, text := range more {\n\t\tif len(text) > ${one + edited} {\n\t\t\tfound = append(found, text+options.Name)\n\t\t}\n\t}\n\tif len(found) > options.Limit {\n\t\treturn "", errors.New("package ${place} has too many")\n\t}\n\treturn strings.Join(found, ", "), nil\n}\n`,
      ).join('\n')}`,
    routes: (place) => ({
      [`pkg/p${place}/routes.go`]: `package p${place}\n\nimport "github.com/gin-gonic/gin"\n\nfunc Register(r *gin.RouterGroup) {\n${FUNCTIONS.map(
        (one) => `\tr.GET("/things/${one}/:id", get)\n`,
      ).join('')}}\n\nfunc get(c *gin.Context) {\n\tc.JSON(200, gin.H{"id": c.Param("id")})\n}\n`,
    }),
    whole: (places) => ({
      'go.mod': 'module example.org/app\n\ngo 1.22\n\nrequire github.com/gin-gonic/gin v1.9.0\n',
      'main.go': `package main\n\nimport (\n\t"github.com/gin-gonic/gin"\n${places.map((place) => `\t"example.org/app/pkg/p${place}"\n`).join('')})\n\nfunc main() {\n\tr := gin.Default()\n${places.map((place) => `\tp${place}.Register(r.Group("/p${place}"))\n`).join('')}\tr.Run()\n}\n`,
    }),
  },
  Java: {
    path: (place, at) => `src/main/java/org/example/p${place}/Part${at}.java`,
    source: (place, at, edited) =>
      `package org.example.p${place};\n\nimport java.util.ArrayList;\nimport java.util.List;\n\npublic class Part${at} {\n    private final Part${(at + 1) % SOURCES} next;\n\n    public Part${at}(Part${(at + 1) % SOURCES} next) {\n        this.next = next;\n    }\n\n${FUNCTIONS.map(
        (one) =>
          `    /** Formats what has a name. */\n    public String format${one}(String name, List<String> more) {\n        List<String> found = new ArrayList<>();\n        for (String text : more) {\n            if (text.length() > ${one + edited}) found.add(text + name);\n        }\n        if (found.size() > ${one + 10}) throw new IllegalStateException("package ${place} has too many: " + found.size());\n        return String.join(", ", found);\n    }\n`,
      ).join('\n')}}\n`,
    routes: (place) => ({
      [`src/main/java/org/example/p${place}/ThingController.java`]: `package org.example.p${place};\n\nimport org.springframework.web.bind.annotation.*;\n\n@RestController\n@RequestMapping("/p${place}")\npublic class ThingController {\n${FUNCTIONS.map(
        (one) =>
          `    @GetMapping("/things/${one}/{id}")\n    public String get${one}(@PathVariable String id) {\n        return id;\n    }\n`,
      ).join('\n')}}\n`,
    }),
    whole: () => ({}),
  },
};

/** The languages that are measured. */
export const MEASURED = Object.keys(LANGUAGES);

function write(repository, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(repository, dirname(path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}

/**
 * Commits 2,000 sources of a language, stages five that differ, and gives back what to measure: `cold` reads the facts of the
 * whole tree with nothing kept, `warm` what is staged with all of it kept.
 */
export function languageRow(repository, program, language) {
  const { path, source, routes, whole } = LANGUAGES[language];
  const places = Array.from({ length: PACKAGES }, (_, place) => place);
  for (const place of places) {
    for (let at = 0; at < SOURCES; at++) write(repository, { [path(place, at)]: source(place, at, 0) });
    write(repository, routes(place));
  }
  write(repository, whole(places));
  const git = (...args) =>
    run('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...args], { cwd: repository });
  git('add', '-A');
  git('commit', '--quiet', '-m', 'Begin');
  for (let place = 0; place < CHANGED; place++) write(repository, { [path(place, 3)]: source(place, 3, 1) });
  git('add', '-A');
  const kept = join(repository, '.git/git-task');
  return {
    cold: () => {
      for (const name of ['facts', 'facts-index', 'trees'])
        rmSync(join(kept, name), { recursive: true, force: true });
      return program.call('impact', '--facts', '--json').milliseconds;
    },
    warm: () => program.call('impact', '--staged').milliseconds,
  };
}
