type Ready = readonly [method: string, path: string, controller: string, part?: string];

/** What `Auth::routes()` of laravel/ui registers; a part can be switched by an option of its name. */
const AUTH: readonly Ready[] = [
  ['GET', 'login', 'Auth\\LoginController@showLoginForm', 'login'],
  ['POST', 'login', 'Auth\\LoginController@login', 'login'],
  ['POST', 'logout', 'Auth\\LoginController@logout', 'logout'],
  ['GET', 'register', 'Auth\\RegisterController@showRegistrationForm', 'register'],
  ['POST', 'register', 'Auth\\RegisterController@register', 'register'],
  ['GET', 'password/reset', 'Auth\\ForgotPasswordController@showLinkRequestForm', 'reset'],
  ['POST', 'password/email', 'Auth\\ForgotPasswordController@sendResetLinkEmail', 'reset'],
  ['GET', 'password/reset/{token}', 'Auth\\ResetPasswordController@showResetForm', 'reset'],
  ['POST', 'password/reset', 'Auth\\ResetPasswordController@reset', 'reset'],
  ['GET', 'password/confirm', 'Auth\\ConfirmPasswordController@showConfirmForm', 'confirm'],
  ['POST', 'password/confirm', 'Auth\\ConfirmPasswordController@confirm', 'confirm'],
  ['GET', 'email/verify', 'Auth\\VerificationController@show', 'verify'],
  ['GET', 'email/verify/{id}/{hash}', 'Auth\\VerificationController@verify', 'verify'],
  ['POST', 'email/resend', 'Auth\\VerificationController@resend', 'verify'],
];
const BROADCAST: readonly Ready[] = [
  ['GET', 'broadcasting/auth', ''],
  ['POST', 'broadcasting/auth', ''],
];

/** Routes that one call of a facade registers: https://github.com/laravel/ui, broadcasting. */
export function readyRoutes(
  facade: string,
  options: ReadonlyMap<string, boolean>,
): readonly { readonly method: string; readonly path: string; readonly controller: string }[] {
  const all = facade === 'Auth' ? AUTH : facade === 'Broadcast' ? BROADCAST : [];
  return all
    .filter(([, , , part]) => part === undefined || (options.get(part) ?? part !== 'verify'))
    .map(([method, path, controller]) => ({ method, path, controller }));
}
