import type { Node } from 'web-tree-sitter';
import type { GrammarName } from '../../src/syntax/grammars.ts';

function children(node: Node): Node[] {
  return node.namedChildren.filter((child) => child !== null);
}

function nameOf(node: Node | null): string[] {
  const name = node?.childForFieldName('name')?.text;
  return name === undefined ? [] : [name];
}

/** A name, or each of those that a pattern takes apart. */
function bound(node: Node | null): string[] {
  if (node === null) return [];
  if (node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern') return [node.text];
  if (node.type.endsWith('assignment_pattern')) return bound(node.childForFieldName('left'));
  if (node.type === 'pair_pattern') return bound(node.childForFieldName('value'));
  return children(node).flatMap(bound);
}

function ofExport(statement: Node): string[] {
  const declaration = statement.childForFieldName('declaration');
  const words = statement.children.map((child) => child?.type);
  if (words.includes('default')) return ['default'];
  if (words.includes('*')) return ['*'];
  if (declaration !== null) {
    const inner = declaration.type === 'ambient_declaration' ? declaration.firstNamedChild : declaration;
    const variables = children(inner ?? declaration).filter(({ type }) => type === 'variable_declarator');
    if (variables.length > 0) return variables.flatMap((one) => bound(one.childForFieldName('name')));
    return nameOf(inner);
  }
  return children(statement).flatMap((child) => {
    if (child.type === 'namespace_export') return children(child).map(({ text }) => text);
    if (child.type !== 'export_clause') return [];
    return children(child).flatMap((one) =>
      one.type === 'export_specifier'
        ? [(one.childForFieldName('alias') ?? one.childForFieldName('name'))?.text ?? '']
        : [],
    );
  });
}

const EXPORTS = /^(?:module\.)?exports\.([\w$]+)$/;

function ofAssignment(statement: Node): string[] {
  let value = statement.firstNamedChild;
  const names: string[] = [];
  while (value?.type === 'assignment_expression') {
    const name = EXPORTS.exec(value.childForFieldName('left')?.text ?? '')?.[1];
    if (name !== undefined) names.push(name);
    value = value.childForFieldName('right');
  }
  return names;
}

function ofModule(root: Node): string[] {
  return children(root).flatMap((statement) => {
    if (statement.type === 'export_statement') return ofExport(statement);
    return statement.type === 'expression_statement' ? ofAssignment(statement) : [];
  });
}

function ofPython(root: Node): string[] {
  return children(root).flatMap((statement) => {
    const defined = statement.childForFieldName('definition') ?? statement;
    return /^(function|class)_definition$/.test(defined.type) ? nameOf(defined) : [];
  });
}

function ofGo(root: Node): string[] {
  return children(root)
    .flatMap((statement) => {
      if (statement.type === 'function_declaration') return nameOf(statement);
      return statement.type === 'type_declaration' ? children(statement).flatMap(nameOf) : [];
    })
    .filter((name) => /^\p{Lu}/u.test(name));
}

function ofJava(root: Node): string[] {
  return children(root).flatMap((declaration) =>
    children(declaration).some(({ type, text }) => type === 'modifiers' && /\bpublic\b/.test(text))
      ? nameOf(declaration)
      : [],
  );
}

/** What a file offers to others at its top level, by its syntax tree: one row per grammar. */
export const EXPORTED: Readonly<Partial<Record<GrammarName, (root: Node) => string[]>>> = {
  javascript: ofModule,
  typescript: ofModule,
  tsx: ofModule,
  python: (root) => ofPython(root).filter((name) => !name.startsWith('_')),
  go: ofGo,
  java: ofJava,
};
