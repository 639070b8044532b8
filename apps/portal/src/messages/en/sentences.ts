import type { Message } from "../say";

/**
 * Sentences whose key and values come from the server; the values are exact data, worded here.
 * `{x:kind}` says how a value is written: money ("1418 USD", minor units), volume (hundredths), rate ("0.25"),
 * day (a date or an instant), at (an instant), count, id. Without a kind the value is a word or a name.
 */
export const SENTENCES: Readonly<Record<string, Message>> = {
  // lines
  "line.retail":
    "You earned {amount:money} because your customer {buyer} paid order {order} on {on:day}. Retail bonus, plan version {version}: {rate:rate} of {cv:volume} CV.",
  "line.fastStart":
    "You earned {amount:money} because {from} placed order {order} within the first {days} days of joining: {rate:rate} of {cv:volume} CV, level {level}.",
  "line.fast_start":
    "You earned {amount:money} because {from} placed order {order} within the first {days} days of joining: {rate:rate} of {cv:volume} CV, level {level}.",
  "line.unilevel":
    "You earned {amount:money}: {rate:rate} ({rank}, level {level}) of {cv:volume} CV from order {order} in your team.",
  "line.estimate":
    "{amount:money} estimated: {rate:rate} ({rank}, level {level}) of {cv:volume} CV from order {order} in your team. It may change until the period is closed.",
  "line.reversal":
    "{amount:money}: order {order} was refunded on {on:day}, so {share} of your {original:money} is taken back.",
  "line.adjustment": "{amount:money}, entered by finance, approved by a second person: {reason}.",
  // rules
  "rule.retail": "{rate:rate} of the CV of orders of your own customers, posted at once.",
  "rule.fastStart": "{rates} of the CV of orders within the first {days} days of joining, posted at once.",
  "rule.unilevel":
    "{rates} of the CV of your team by level, as your rank opens them; inactive people are passed over; settled at month close.",
  // requirements
  "need.pv": "Personal volume",
  "need.gv": "Group volume",
  "need.gvMaxLeg": "Group volume, at most {share} from one leg",
  "need.active": "Active in the period",
  "need.customers": "Retail customers with an order",
  "need.legs": "Active legs",
  "need.legsWithRank": "Legs with a {rank}",
  "need.people": "People you sponsored",
  // timeline and feed
  "timeline.joined": "Joined under {sponsor}",
  "timeline.order": "Order {order}, {buyer}",
  "timeline.line": "{bonus} from order {order}",
  "timeline.reversal": "{bonus} of order {order} taken back",
  "timeline.rank": "Now {rank}",
  "timeline.mail": "E-mail: {subject}",
  "timeline.event": "{type} from {provider}",
  "timeline.status": "Status: {status}",
  "timeline.audit": "{action} by {actor}",
};
