/** The kinds of e-mail, each with what fills it. Amounts and dates arrive worded, ready to print. */
export interface MailValues {
  readonly welcome: { readonly number: string; readonly code: string; readonly sponsorName: string };
  readonly payment_confirmed: { readonly orderNumber: string; readonly total: string; readonly paidOn: string };
  readonly commission_earned: {
    readonly amount: string;
    readonly orderNumber: string;
    readonly bonuses: string;
    readonly finalOn: string;
  };
  readonly commission_reversed: { readonly amount: string; readonly orderNumber: string };
  readonly rank_reached: { readonly rank: string; readonly period: string };
  readonly payout_sent: PayoutValues;
  readonly payout_failed: PayoutValues;
  readonly payout_returned: PayoutValues;
  readonly payout_account_changed: { readonly ending: string; readonly hours: string };
}

/** `ending` are the last four letters of the account. */
interface PayoutValues {
  readonly amount: string;
  readonly ending: string;
}

export type MailKind = keyof MailValues;

/** What a mail says, without its looks: a subject, a heading, paragraphs, and one place to go. */
export interface MailText {
  readonly subject: string;
  readonly preview: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly link: { readonly label: string; readonly path: string } | null;
}

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? name;

/** Facts first, no promise of income, no exclamation marks. */
export const MAIL_TEXTS: {
  readonly [K in MailKind]: (
    values: MailValues[K],
    to: { readonly name: string; readonly company: string },
  ) => MailText;
} = {
  welcome: ({ number, code, sponsorName }, { name, company }) => ({
    subject: `Welcome to ${company}, ${firstName(name)}`,
    preview: "Your place is confirmed.",
    heading: "Your place is confirmed",
    paragraphs: [
      sponsorName ? `Your sponsor is ${sponsorName}. Your number is ${number}.` : `Your number is ${number}.`,
      `Your personal link ends in ${code}. Orders through it are credited to you.`,
    ],
    link: { label: "Open your home page", path: "/home" },
  }),
  payment_confirmed: ({ orderNumber, total, paidOn }, { name, company }) => ({
    subject: `Payment received for order ${orderNumber}`,
    preview: `${total}, paid on ${paidOn}.`,
    heading: `Thank you, ${firstName(name)}`,
    paragraphs: [`${company} received your payment of ${total} for order ${orderNumber} on ${paidOn}.`],
    link: null,
  }),
  commission_earned: ({ amount, orderNumber, bonuses, finalOn }) => ({
    subject: `${amount} earned from order ${orderNumber}`,
    preview: `${bonuses}, pending until ${finalOn}.`,
    heading: `You earned ${amount}`,
    paragraphs: [
      `From order ${orderNumber}: ${bonuses}.`,
      `The amount is pending until ${finalOn}. A refund before or after that day takes back its share.`,
    ],
    link: { label: "See how it was calculated", path: "/earnings" },
  }),
  commission_reversed: ({ amount, orderNumber }) => ({
    subject: `${amount} taken back`,
    preview: `Order ${orderNumber} was refunded. Here is the calculation.`,
    heading: `${amount} taken back`,
    paragraphs: [`Order ${orderNumber} was refunded, so its share of your commission is taken back.`],
    link: { label: "See the calculation", path: "/earnings?tab=reversed" },
  }),
  rank_reached: ({ rank, period }) => ({
    subject: `You are now ${rank} (to be confirmed at the end of ${period})`,
    preview: `The requirements of ${rank} are met.`,
    heading: `You are now ${rank}`,
    paragraphs: [`The requirements of ${rank} are met today. The rank is confirmed when ${period} is closed.`],
    link: { label: "See the requirements", path: "/rank" },
  }),
  payout_sent: ({ amount, ending }) => ({
    subject: `${amount} is on its way`,
    preview: `To account ending ${ending}, usually 1 to 2 days.`,
    heading: `${amount} is on its way`,
    paragraphs: [`It goes to your account ending ${ending} and usually arrives within 1 to 2 days.`],
    link: { label: "See your payouts", path: "/earnings/payouts" },
  }),
  payout_failed: ({ amount, ending }) => ({
    subject: "Payout not delivered",
    preview: `${amount} is available again.`,
    heading: "Payout not delivered",
    paragraphs: [
      `Your payout to the account ending ${ending} was refused. ${amount} is available again.`,
      "Look at the reason and at your account, so that the next payout arrives.",
    ],
    link: { label: "See the reason", path: "/earnings/payouts" },
  }),
  payout_returned: ({ amount, ending }) => ({
    subject: "Payout came back",
    preview: `${amount} is available again.`,
    heading: "Payout came back",
    paragraphs: [
      `The bank returned your payout to the account ending ${ending}. ${amount} is available again.`,
      "Enter another account if this one is closed, so that the next payout arrives.",
    ],
    link: { label: "See the reason", path: "/earnings/payouts" },
  }),
  payout_account_changed: ({ ending, hours }, { name }) => ({
    subject: "New account for your payouts",
    preview: `Payouts go to the account ending ${ending} from now on.`,
    heading: `New account, ${firstName(name)}`,
    paragraphs: [
      `Your payouts go to the account ending ${ending}. It is used once ${hours} hours have passed.`,
      "If this was not you, tell the company today: until then no payout leaves.",
    ],
    link: { label: "See your payouts", path: "/earnings/payouts" },
  }),
};
