import type { PythonNames } from '../python/names.ts';

/** Packages whose classes and functions are known by their names. */
const LIBRARY = /^(django|rest_framework|drf|knox|allauth|dj_rest_auth|oauth2_provider)/;

/** Tells whether a dotted name is one of Django, REST framework or what builds on them. */
export function isLibrary(name: string): boolean {
  return LIBRARY.test(name);
}

/** Tells by its imports whether a source is about Django. */
export function isAboutDjango(names: PythonNames): boolean {
  for (const { import: found } of names.scopes.bindings.values())
    if (found !== undefined && isLibrary(found.from)) return true;
  return false;
}

export function lastOf(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

/** Methods of views that are called like those of HTTP. */
export const VERBS: ReadonlySet<string> = new Set('get head post put patch delete options trace'.split(' '));

const PAGE = ['GET'];
const FORM = ['GET', 'POST'];

/** What the views of the libraries answer to. */
const VIEWS: ReadonlyMap<string, readonly string[]> = new Map([
  ['CreateAPIView', ['POST']],
  ['ListAPIView', PAGE],
  ['RetrieveAPIView', PAGE],
  ['DestroyAPIView', ['DELETE']],
  ['UpdateAPIView', ['PUT', 'PATCH']],
  ['ListCreateAPIView', FORM],
  ['RetrieveUpdateAPIView', ['GET', 'PUT', 'PATCH']],
  ['RetrieveDestroyAPIView', ['GET', 'DELETE']],
  ['RetrieveUpdateDestroyAPIView', ['GET', 'PUT', 'PATCH', 'DELETE']],
  ['ObtainAuthToken', ['POST']],
  ['obtain_auth_token', ['POST']],
  ['TokenObtainPairView', ['POST']],
  ['TokenRefreshView', ['POST']],
  ['TokenVerifyView', ['POST']],
  ['TokenBlacklistView', ['POST']],
  ['SpectacularAPIView', PAGE],
  ['SpectacularSwaggerView', PAGE],
  ['SpectacularRedocView', PAGE],
  ['TemplateView', PAGE],
  ['RedirectView', PAGE],
  ['ListView', PAGE],
  ['DetailView', PAGE],
  ['ArchiveIndexView', PAGE],
  ['YearArchiveView', PAGE],
  ['MonthArchiveView', PAGE],
  ['WeekArchiveView', PAGE],
  ['DayArchiveView', PAGE],
  ['TodayArchiveView', PAGE],
  ['DateDetailView', PAGE],
  ['FormView', FORM],
  ['CreateView', FORM],
  ['UpdateView', FORM],
  ['DeleteView', FORM],
  ['LoginView', FORM],
  ['LogoutView', ['POST']],
  ['PasswordChangeView', FORM],
  ['PasswordChangeDoneView', PAGE],
  ['PasswordResetView', FORM],
  ['PasswordResetDoneView', PAGE],
  ['PasswordResetConfirmView', FORM],
  ['PasswordResetCompleteView', PAGE],
  ['JavaScriptCatalog', PAGE],
]);

/** What a view of a library answers to; undefined where it is not known. */
export function methodsOfView(name: string): readonly string[] | undefined {
  return isLibrary(name) ? VIEWS.get(lastOf(name)) : undefined;
}

/** What a router makes of a method of a view set. */
export interface Action {
  readonly method: string;
  /** Of one thing, whose key is part of the path. */
  readonly detail: boolean;
}

export const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['list', { method: 'GET', detail: false }],
  ['create', { method: 'POST', detail: false }],
  ['retrieve', { method: 'GET', detail: true }],
  ['update', { method: 'PUT', detail: true }],
  ['partial_update', { method: 'PATCH', detail: true }],
  ['destroy', { method: 'DELETE', detail: true }],
]);

const READS = ['list', 'retrieve'];
const SETS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ModelViewSet', [...ACTIONS.keys()]],
  ['ReadOnlyModelViewSet', READS],
  ['ListModelMixin', ['list']],
  ['CreateModelMixin', ['create']],
  ['RetrieveModelMixin', ['retrieve']],
  ['UpdateModelMixin', ['update', 'partial_update']],
  ['DestroyModelMixin', ['destroy']],
]);

/** The actions that a view set or mixin of a library has. */
export function actionsOfSet(name: string): readonly string[] {
  return (isLibrary(name) && SETS.get(lastOf(name))) || [];
}
