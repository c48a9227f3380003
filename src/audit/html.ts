/** Markup that is safe to put into a page as it is. */
export class Html {
  /** @param markup finished markup; texts of others never get here but through `html` */
  constructor(readonly markup: string) {}
}

/** What may stand in a template: texts, which are escaped, and markup, alone or in a list. */
export type HtmlPart = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup from a template. Every text in it is escaped, so that none that somebody else gave can become markup. */
export function html(fixed: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(
    fixed.map((text, place) => text + (place < parts.length ? markupOf(parts[place] ?? '') : '')).join(''),
  );
}

function markupOf(part: HtmlPart): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === 'object') return part.map(({ markup }) => markup).join('');
  return String(part).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
