import { element, spoken } from '../both/element.js';

/** What stands behind each column: why this partner may ask, what was asked, and what came back. */
export function behindOf(columns, explorer) {
  return columns.map((column, place) => {
    const { view, query, answer } = column;
    const { me } = answer.data;
    const facts = [
      ['Legal basis', 'grondslag', me.legalBasis],
      [
        'Processing activity',
        'verwerkingsactiviteit',
        me.processingActivity.replace(/^.*\/processing-activities\//, ''),
      ],
      ['Policy version', 'beleidsversie', me.policyVersion],
      ['Trace id', 'verwerkings-id in het logboek', answer.extensions.decision.traceId],
    ];
    return element(
      'article',
      { class: 'behind', id: `behind-${place}`, tabindex: '-1' },
      element('h3', {}, view.title, element('small', {}, view.purposeInWords)),
      element('dl', {}, facts.map(factOf)),
      element('details', {}, element('summary', {}, 'The query', spoken(` of ${view.title}`)), code(query)),
      element(
        'details',
        {},
        element('summary', {}, 'The answer', spoken(` to ${view.title}`)),
        code(JSON.stringify(answer, null, 2)),
      ),
      explorer &&
        element(
          'p',
          {},
          element(
            'a',
            { href: `/explorer#${view.organisation}/${view.purpose}`, class: 'to-explorer' },
            'Ask something else as this partner',
          ),
        ),
    );
  });
}

function factOf([name, dutch, text]) {
  return [element('dt', {}, name, ' ', element('i', { lang: 'nl' }, dutch)), element('dd', {}, text)];
}

function code(text) {
  return element('pre', { tabindex: '0', class: 'code' }, element('code', {}, text));
}
