/** Words of PromQL that name no metric. */
const WORDS = /^(and|or|unless|bool|offset|group_left|group_right|inf|nan|by|without|on|ignoring)$/i;

/**
 * The metrics that an expression of PromQL asks for, in its order: the names that are neither a function nor a word of
 * the language nor a label. No whole parser: `promtool check rules` is one, for who has it.
 * @throws Error where its brackets do not fit
 */
export function metricsIn(expression: string): readonly string[] {
  checkBrackets(expression);
  const names = expression
    .replace(/"[^"]*"/g, '""')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\b\d[\w.]*/g, ' ')
    .matchAll(/[a-zA-Z_:][\w:]*(?!\w)(?!\s*\()/g);
  return [...names].map(([name]) => name).filter((name) => !WORDS.test(name));
}

function checkBrackets(expression: string): void {
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  for (const [each] of expression.replace(/"[^"]*"/g, '').matchAll(/[()[\]{}]/g)) {
    if (!(each in pairs)) open.push(each);
    else if (open.pop() !== pairs[each]) throw new Error(`brackets do not fit: ${expression}`);
  }
  if (open.length > 0) throw new Error(`brackets do not fit: ${expression}`);
}
