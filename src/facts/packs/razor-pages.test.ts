import { describe, expect, test } from 'vitest';
import { listFacts, remove, replace, testChanges, treeOf } from '../../../test/fixture-app.ts';

const EDIT = 'Shop/Pages/Products/Edit.cshtml';
const CODE = `${EDIT}.cs`;
const shop = treeOf({
  'Shop/Pages/Index.cshtml': '@page\n@model IndexModel\n<h1>Shop</h1>\n',
  'Shop/Pages/Products/Index.cshtml': '\uFEFF@page "{category?}"\n<ul></ul>\n',
  [EDIT]: '@page "{id:int}"\n@model EditModel\n<form method="post"></form>\n',
  [CODE]: `using Microsoft.AspNetCore.Mvc.RazorPages;
namespace Shop.Pages.Products
{
    public class EditModel : PageModel
    {
        public async Task<IActionResult> OnGetAsync(int? id) { return Page(); }
        public async Task<IActionResult> OnPostAsync(int id) { return RedirectToPage("./Index"); }
        public IActionResult OnPostArchive(int id) => Page();
        private bool Exists(int id) => true;
    }
}
`,
  'Shop/Pages/Ping.cshtml':
    '@* says that it lives *@\n@page "/ping"\n@functions { public void OnDelete() {} }\n',
  'Shop/Areas/Admin/Pages/Users.cshtml': '@page\n',
  'Shop/Pages/Shared/_Layout.cshtml': '<html>@RenderBody() mail@page.org</html>\n',
  'Shop/Views/Home/Index.cshtml': '<h1>no page</h1>\n',
});

test('pages by where they stand, with what handles them', () => {
  expect(listFacts(shop, 'endpoint')).toEqual([
    'GET /Admin/Users  Shop/Areas/Admin/Pages/Users.cshtml:1',
    'GET /  Shop/Pages/Index.cshtml:1',
    'DELETE /ping  Shop/Pages/Ping.cshtml:2',
    'GET /ping  Shop/Pages/Ping.cshtml:2',
    `GET /Products/Edit/{}  ${EDIT}:1`,
    `POST /Products/Edit/{}  ${EDIT}:1`,
    'GET /Products/{}  Shop/Pages/Products/Index.cshtml:1',
  ]);
});

describe('what became of them', () => {
  testChanges(
    shop,
    ['endpoint'],
    [
      [
        'a page removed, with its class',
        [remove(EDIT), remove(CODE)],
        [
          `removes endpoint GET /Products/Edit/{}  ${EDIT}:1`,
          `removes endpoint POST /Products/Edit/{}  ${EDIT}:1`,
        ],
      ],
      [
        'a handler taken away',
        [
          replace(
            CODE,
            '        public async Task<IActionResult> OnPostAsync(int id) { return RedirectToPage("./Index"); }\n',
            '',
          ),
          replace(CODE, '        public IActionResult OnPostArchive(int id) => Page();\n', ''),
        ],
        [`removes endpoint POST /Products/Edit/{}  ${EDIT}:1`],
      ],
      [
        'a path of its own',
        [replace(EDIT, '@page "{id:int}"', '@page "/edit/{id:int}"')],
        [
          `renames endpoint GET /Products/Edit/{} -> GET /edit/{}  ${EDIT}:1`,
          `renames endpoint POST /Products/Edit/{} -> POST /edit/{}  ${EDIT}:1`,
        ],
      ],
      [
        'what it shows, and what it is asked for',
        [
          replace(EDIT, '<form', '<form class="x"'),
          replace(CODE, 'OnPostArchive(int id)', 'OnPostArchive(long id)'),
        ],
        [
          `modifies body endpoint GET /Products/Edit/{}  ${EDIT}:1`,
          `modifies contract endpoint POST /Products/Edit/{}  ${EDIT}:1`,
        ],
      ],
    ],
  );
});
