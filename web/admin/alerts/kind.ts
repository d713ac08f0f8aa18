import { t } from '../../common/texts/admin';

/** What an alert is about. That of a rule carries the rule's id behind a colon. */
export function kindOf(kind: string): string {
  return t.alertKinds[kind.split(':')[0]] ?? kind;
}
