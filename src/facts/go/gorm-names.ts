import { snakeCase } from '../naming.ts';

/** Words that are written in capitals; where several begin alike, the first is taken. */
const INITIALISMS =
  /API|ASCII|CPU|CSS|DNS|EOF|GUID|HTML|HTTP|HTTPS|ID|IP|JSON|LHS|QPS|RAM|RHS|RPC|SLA|SMTP|SSH|TLS|TTL|UID|UI|UUID|URI|URL|UTF8|VM|XML|XSRF|XSS/g;

/** What GORM calls in a database what is called so in Go: `UserIDs` is `user_ids`. */
export function gormName(name: string): string {
  return snakeCase(name.replace(INITIALISMS, (word) => word.charAt(0) + word.slice(1).toLowerCase()));
}
