import type { LetterTexts } from './letter-texts.js';

/** The letter in plain English. */
export const english: LetterTexts = {
  title: 'Who has seen your data?',
  to: 'To',
  date: 'Date',
  reference: 'Reference',
  greeting: 'Dear Sir or Madam,',
  introduction:
    'You want to know who has seen your data in Ketenzicht. This letter tells you which organisations did, when, ' +
    'what for, and which data they saw.',
  about: {
    heading: 'What is Ketenzicht?',
    text:
      'In the national facility for foreign nationals (LVV), organisations work together: municipalities, ' +
      'organisations that give guidance, the immigration service (IND), the return service (DT&V) and the aliens ' +
      'police (AVIM). With Ketenzicht they ask each other for data. Each organisation sees only what it may see for ' +
      'its work. Each time, a log keeps who has seen something. This letter comes from that log.',
  },
  whoHeading: 'Which organisations was it?',
  period: (from, until) => `This overview is about the time from ${from} up to and including ${until}.`,
  organisations: (count) =>
    count === 1 ? 'One organisation has seen your data.' : `${count} organisations have seen your data.`,
  nobody: 'This overview is empty. In the log that we may show you, there is nobody who has looked at your data.',
  columns: {
    organisation: 'Organisation',
    purpose: 'What for',
    times: 'How often',
    first: 'First time',
    last: 'Last time',
    when: 'When',
    seen: 'Seen',
  },
  times: (count) => (count === 1 ? '1 time' : `${count} times`),
  whatHeading: 'What have they seen, and why may they?',
  seenLabel: 'These data were seen:',
  basisLabel: 'The law permits this because of:',
  grounds: {
    a: 'your consent, for the data that need it',
    b: 'an agreement with you',
    c: 'a duty that is in the law',
    d: 'danger to your life or that of somebody else',
    e: 'a task in the public interest',
    f: 'an interest that weighs more than yours',
  },
  formally: 'As it stands in the register:',
  noPurpose: 'The purpose is no longer in our register',
  noBasis: 'The legal reason is no longer in our register.',
  onlyKnown: 'only that you are known in Ketenzicht',
  everyHeading: 'Each time by itself',
  everyExplained: 'The last time comes first. Times are in Dutch time.',
  more: (shown) =>
    `These are the last ${shown} times. There are more. Do you want to see those too? ` +
    'Ask the organisation that gave you this letter.',
  notHereHeading: 'What is not in this letter?',
  notHere: [
    'The names of employees. We name the organisation they work for.',
    'What an organisation reads or writes about you in its own computer. Ask that organisation.',
    'Times that an organisation looked for you and found nothing.',
    'What is too long ago. The log is not kept for ever.',
    'What the law does not let us tell. An organisation may sometimes see data without your hearing of it, for ' +
      'instance to investigate a crime (article 23 GDPR and article 41 of its Dutch implementation act, the UAVG). ' +
      'This is in every letter. It does not mean that it is so for you, nor that it is not.',
  ],
  rightsHeading: 'What can you do?',
  rights: [
    {
      heading: 'Are your data wrong?',
      text: 'You may ask to have them corrected. Ask your municipality or the person who guides you (article 16 GDPR).',
    },
    {
      heading: 'Have you given your consent?',
      text:
        'You may withdraw it at any time. Tell your municipality or the person who guides you. From then on the ' +
        'organisation no longer sees the data that needed your consent (article 7 GDPR).',
    },
    {
      heading: 'Do you disagree with somebody seeing your data?',
      text:
        'Tell the organisation that gave you this letter. You may also complain to the Dutch data protection authority ' +
        '(Autoriteit Persoonsgegevens). That is free. Look at autoriteitpersoonsgegevens.nl, or write to ' +
        'Postbus 93374, 2509 AJ Den Haag, the Netherlands.',
    },
    {
      heading: 'Do you not understand this letter?',
      text: 'Ask the person who guides you, or your municipality, for help. This letter also exists in Dutch.',
    },
  ],
  closing: 'Yours faithfully,',
};
