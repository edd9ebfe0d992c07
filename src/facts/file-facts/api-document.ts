/** A place in an API's document: `#/components/schemas/User` in this file, `users.yaml#/User` in another one. */
export type Pointer = string;

/** Something of an API's document, with the places that its contract goes on at. */
interface OfDocument {
  readonly contract: string;
  readonly refs?: readonly Pointer[];
}

/** What can be done at a path. */
export interface ApiOperation extends OfDocument {
  /** Where its path item stands. */
  readonly item: Pointer;
  /** Absent where only the file that refers here knows it. */
  readonly path?: string;
  /** Upper case. */
  readonly method: string;
  readonly line: number;
  readonly endLine: number;
  readonly body: string;
}

/** A path whose operations stand elsewhere; without a path, all of them do. */
export interface ApiPath {
  /** Where its path item, or what has all of them, stands. */
  readonly item: Pointer;
  readonly path?: string;
  readonly at: Pointer;
}

/** A property of a schema, or the schema itself, without its name. */
export interface ApiField {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
}

/** What others may refer to. */
export interface ApiPart extends OfDocument {
  readonly at: Pointer;
  /** Of a schema: itself, called `''`, and its properties. */
  readonly fields?: readonly ApiField[];
}

/** An OpenAPI or Swagger document, or a file that one is split into. */
export interface ApiDocument {
  /** In front of all its paths. Absent in a file that is only a part of others. */
  readonly base?: string;
  readonly operations: readonly ApiOperation[];
  readonly paths: readonly ApiPath[];
  readonly parts: readonly ApiPart[];
}
