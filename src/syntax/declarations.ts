import type { Node } from 'web-tree-sitter';
import type { GrammarName } from './grammars.ts';

/** Names that a node declares; within the innermost type where `ofType`, else within the symbol around it. */
export interface Declared {
  readonly names: readonly string[];
  readonly ofType?: true;
}

/** How the names that nodes of one type declare are found. */
export type NamesOf = (node: Node, parent: string) => Declared;

const byField =
  (field: string): NamesOf =>
  (node) => ({ names: node.childrenForFieldName(field).flatMap((name) => plainName(name)) });
const named = byField('name');

/** What is computed or quoted in an odd way has no name. */
function plainName({ type, text }: Node): string[] {
  if (type === 'string') return [text.slice(1, -1)];
  if (type.endsWith('pattern') || type.startsWith('computed')) return [];
  return [text];
}

const each = (types: string, names: NamesOf = named): Record<string, NamesOf> =>
  Object.fromEntries(types.split(' ').map((type) => [type, names]));

const PATTERN_NAMES = ['identifier', 'shorthand_property_identifier_pattern'];

function ofPattern(field: string): NamesOf {
  return (node) => {
    const pattern = node.childForFieldName(field);
    if (pattern === null) return { names: [] };
    if (!pattern.type.endsWith('pattern') && !pattern.type.endsWith('list'))
      return { names: pattern.type === 'identifier' ? [pattern.text] : [] };
    const found = pattern.descendantsOfType(PATTERN_NAMES);
    return { names: found.map(({ text }) => text) };
  };
}

/** `exports.a = …`, `A.prototype.m = function …`, `this.a = …`. */
const javaScriptAssignment: NamesOf = (node) => {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (left?.text === 'module.exports')
    return { names: right?.childForFieldName('name')?.text.split(' ') ?? [] };
  if (left?.type !== 'member_expression' || !/^[\w$.#]+$/.test(left.text)) return { names: [] };
  const [first, ...rest] = left.text.replace(/^module\.exports\./, 'exports.').split('.');
  if (first === 'this') return rest.length === 1 ? { names: rest, ofType: true } : { names: [] };
  if (first === 'exports') return { names: [rest.join('.')] };
  const callable = /function|class/.test(right?.type ?? '');
  return { names: callable ? [left.text.replace('.prototype.', '.')] : [] };
};

const JAVASCRIPT: Readonly<Record<string, NamesOf>> = {
  ...each('function_declaration generator_function_declaration class_declaration method_definition'),
  ...each('field_definition', byField('property')),
  ...each('pair', byField('key')),
  ...each('variable_declarator', ofPattern('name')),
  ...each('assignment_expression', javaScriptAssignment),
};

const TYPESCRIPT: Readonly<Record<string, NamesOf>> = {
  ...JAVASCRIPT,
  ...each('abstract_class_declaration interface_declaration type_alias_declaration enum_declaration'),
  ...each('internal_module module function_signature method_signature abstract_method_signature'),
  ...each('property_signature public_field_definition enum_assignment'),
  ...each('property_identifier', ({ text }, parent) => ({ names: parent === 'enum_body' ? [text] : [] })),
  required_parameter: (node) => {
    const kept = node.children.some((child) => /^(accessibility_modifier|readonly)$/.test(child?.type ?? ''));
    return kept ? { names: ofPattern('pattern')(node, '').names, ofType: true } : { names: [] };
  },
};

const pythonAssignment: NamesOf = (node, parent) => {
  const left = node.childForFieldName('left');
  if (left?.type !== 'attribute') return ofPattern('left')(node, parent);
  const [, name] = /^self\.(\w+)$/.exec(left.text) ?? [];
  return name === undefined ? { names: [] } : { names: [name], ofType: true };
};

const PYTHON: Readonly<Record<string, NamesOf>> = {
  ...each('function_definition class_definition'),
  ...each('assignment', pythonAssignment),
  ...each('type_alias_statement', byField('left')),
};

/** The type that a method of Go or an `impl` of Rust belongs to, without pointers and type arguments. */
function baseType(text: string): string {
  return /[A-Za-z_]\w*(?=[^\w.:]*(?:\[.*\]|<.*>)?\)?$)/s.exec(text)?.[0] ?? text;
}

const goMethod: NamesOf = (node) => {
  const receiver = node.childForFieldName('receiver')?.text ?? '';
  const name = node.childForFieldName('name')?.text;
  return { names: name === undefined ? [] : [`${baseType(receiver)}.${name}`] };
};

/** The components of a record are its fields. */
const component: NamesOf = (node, parent) =>
  node.parent?.parent?.type === 'record_declaration' ? named(node, parent) : { names: [] };

const GO: Readonly<Record<string, NamesOf>> = {
  ...each('function_declaration const_spec var_spec type_spec type_alias field_declaration method_elem'),
  ...each('method_declaration', goMethod),
  ...each('short_var_declaration', ofPattern('left')),
};

const JAVA: Readonly<Record<string, NamesOf>> = {
  ...each('class_declaration interface_declaration enum_declaration record_declaration'),
  ...each('annotation_type_declaration annotation_type_element_declaration method_declaration'),
  ...each('constructor_declaration compact_constructor_declaration variable_declarator enum_constant'),
  formal_parameter: component,
};

/** `attr_accessor :name`, `has_many :users`: what a class says of symbols of its own. */
const RUBY_MACROS =
  /^(attr_(reader|writer|accessor)|define_method|scope|has_(one|many)|belongs_to|delegate|enum|alias_method)$/;

const rubyCall: NamesOf = (node) => {
  if (!RUBY_MACROS.test(node.childForFieldName('method')?.text ?? '')) return { names: [] };
  const given = node.childForFieldName('arguments')?.namedChildren ?? [];
  return {
    names: given.flatMap((one) => (one?.type === 'simple_symbol' ? [one.text.slice(1)] : [])),
    ofType: true,
  };
};

const rubyAssignment: NamesOf = (node) => {
  const left = node.childForFieldName('left');
  const names =
    left !== null && /^(constant|identifier|\w+_variable)$/.test(left.type)
      ? [left.text.replace(/^[@$]+/, '')]
      : [];
  return left?.type.endsWith('_variable') ? { names, ofType: true } : { names };
};

const RUBY: Readonly<Record<string, NamesOf>> = {
  ...each('class module method singleton_method'),
  ...each('assignment', rubyAssignment),
  ...each('call', rubyCall),
};

const RUST: Readonly<Record<string, NamesOf>> = {
  ...each('mod_item function_item function_signature_item struct_item enum_item enum_variant union_item'),
  ...each('trait_item type_item associated_type const_item static_item macro_definition field_declaration'),
  impl_item: (node) => ({ names: [baseType(node.childForFieldName('type')?.text ?? '')] }),
  ...each('let_declaration', ofPattern('pattern')),
};

const withoutDollar: NamesOf = (node, parent) => ({
  names: named(node, parent).names.map((name) => name.replace(/^[$&]+/, '')),
});

const PHP: Readonly<Record<string, NamesOf>> = {
  ...each('function_definition class_declaration interface_declaration trait_declaration enum_declaration'),
  ...each('method_declaration enum_case'),
  ...each('property_element', withoutDollar),
  property_promotion_parameter: (node, parent) => ({ ...withoutDollar(node, parent), ofType: true }),
  const_element: (node) => ({ names: [node.firstNamedChild?.text ?? ''] }),
};

const C_SHARP: Readonly<Record<string, NamesOf>> = {
  ...each('class_declaration struct_declaration record_declaration interface_declaration enum_declaration'),
  ...each('delegate_declaration enum_member_declaration method_declaration constructor_declaration'),
  ...each('property_declaration event_declaration local_function_statement variable_declarator'),
  parameter: component,
  indexer_declaration: () => ({ names: ['this'] }),
};

/** By grammar and type of node. */
export const DECLARATIONS: Readonly<Record<GrammarName, Readonly<Record<string, NamesOf>>>> = {
  javascript: JAVASCRIPT,
  typescript: TYPESCRIPT,
  tsx: TYPESCRIPT,
  python: PYTHON,
  go: GO,
  java: JAVA,
  ruby: RUBY,
  rust: RUST,
  php: PHP,
  'c-sharp': C_SHARP,
};

/** Nodes that are part of the one symbol that is declared in them: `export …`, `const …`, a decorated function. */
export const WRAPPERS: ReadonlySet<string> = new Set(
  (
    'export_statement decorated_definition ambient_declaration lexical_declaration variable_declaration ' +
    'field_declaration constant_declaration const_declaration var_declaration type_declaration ' +
    'local_variable_declaration local_declaration_statement property_declaration event_field_declaration ' +
    'expression_statement'
  ).split(' '),
);

/** Nodes in front of a declaration that belong to it. */
export const LEADING: ReadonlySet<string> = new Set(['decorator', 'attribute_item']);

/** Nodes whose text is taken as it stands, since white space in it means something. */
export const VERBATIM: ReadonlySet<string> = new Set(
  (
    'string template_string string_literal raw_string_literal interpreted_string_literal encapsed_string heredoc ' +
    'heredoc_body nowdoc_body text_block character_literal char_literal regex jsx_text verbatim_string_literal ' +
    'interpolated_string_expression rune_literal concatenated_string'
  ).split(' '),
);

/** Symbols that `this.x`, `self.x` and the like put names into. */
export const TYPES = /class|struct|record|interface|trait|enum|impl|module|^mod_/;
