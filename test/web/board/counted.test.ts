import { describe, expect, it } from '@jest/globals';
import { asCsv } from '../../../src/web/board/results/counted.js';

describe('numbers as a file', () => {
  const table = {
    title: 'Left, by reason',
    rows: [
      { label: 'Permit', count: null, share: null },
      { label: 'Said "other"', count: 0, share: 0 },
      { label: 'Returned', count: 50, share: 0.09 },
    ],
  };

  it('say of a protected cell that it is protected, and of nobody that it is 0', () => {
    expect(asCsv([table], ['What', 'Reason', 'People', 'Share'], 'protected')).toBe(
      'What,Reason,People,Share\r\n' +
        '"Left, by reason",Permit,protected,\r\n' +
        '"Left, by reason","Said ""other""",0,0\r\n' +
        '"Left, by reason",Returned,50,0.09\r\n',
    );
  });
});
