import type { Message } from "../say";

/**
 * Sentences whose key and values come from the server; the values are exact data, worded here. Where a key has several
 * texts, the first one is taken whose values are all there.
 *
 * `{x:kind}` says how a value is written: money (decimal text beside `currency`), points (decimal text), volume
 * (hundredths), rate ("0.25"), rates ("0.2 / 0.1"), day (a date or an instant), at (an instant), name, id. Without a kind the
 * value is a word.
 */
export const SENTENCES: Readonly<Record<string, Message | readonly Message[]>> = {
  // lines
  "line.retail": [
    "You earned {amount:money} because your customer {buyer} paid order {order:number} on {at:day}: {rate:rate} of {base:points}\u00a0{volume}.",
    "You earned {amount:money} because a customer of yours paid order {order:number} on {at:day}: {rate:rate} of {base:points}\u00a0{volume}.",
    "You earned {amount:money} with the retail bonus on {at:day}.",
  ],
  "line.fastStart": [
    "You earned {amount:money} because {from} placed order {order:number} within {days} days of joining: {rate:rate} of {base:points}\u00a0{volume}, level {level}.",
    "You earned {amount:money} because order {order:number} was placed within {days} days of joining: {rate:rate} of {base:points}\u00a0{volume}, level {level}.",
    "You earned {amount:money} with the fast start bonus on {at:day}.",
  ],
  "line.unilevel": [
    "You earned {amount:money} from order {order:number} of {from}, level {level}: {rate:rate} of {base:points}\u00a0{volume}.",
    "You earned {amount:money} from the volume of {from}, level {level}: {rate:rate} of {base:points}\u00a0{volume}.",
    "You earned {amount:money} on level {level}: {rate:rate} of {base:points}\u00a0{volume}.",
    "You earned {amount:money} on level {level} of your team.",
  ],
  "line.differential": [
    "You earned {amount:money} from the volume of {from}: {rate:rate} of {base:points}\u00a0{volume}, what your rate is above the rates below you.",
    "You earned {amount:money}: {rate:rate} of {base:points}\u00a0{volume}, what your rate is above the rates below you.",
    "You earned {amount:money} from the difference to the rates below you.",
  ],
  "line.generations": [
    "You earned {amount:money} from {from}, generation {level}: {rate:rate} of {base:points}\u00a0{volume}.",
    "You earned {amount:money} on generation {level}: {rate:rate} of {base:points}\u00a0{volume}.",
    "You earned {amount:money} on generation {level}.",
  ],
  "line.binary": [
    "You earned {amount:money} because {base:points}\u00a0{volume} of your left and right leg matched.",
    "You earned {amount:money} because your left and right leg matched.",
  ],
  "line.match": [
    "You earned {amount:money}: {rate:rate} of what {from} was paid, level {level}.",
    "You earned {amount:money}: {rate:rate} of what someone on level {level} was paid.",
    "You earned {amount:money} from what your team was paid.",
  ],
  "line.pool": [
    "You earned {amount:money}, your part of a fund of {base:money}.",
    "You earned {amount:money} from a pool.",
  ],
  "line.award": ["You earned {amount:money} for reaching {row}.", "You earned {amount:money} for a rank."],
  "line.tier": [
    "You earned {amount:money} because your structure reached {row}.",
    "You earned {amount:money} because your structure reached what {bonus} asks for.",
  ],
  "line.party": [
    "You are credited {amount:money} in store credit for your party: {rate:rate} of {base:points}\u00a0{volume}, and its bookings.",
  ],
  "line.coded": [
    "You earned {amount:money} on a sale of {from}, because your code reaches the package that was sold.",
    "You earned {amount:money}, because your code reaches the package that was sold.",
  ],
  "line.passUp": [
    "You earned {amount:money} on sales of {from}: {base:points}\u00a0{volume}.",
    "You earned {amount:money} on your sales and on those passed up to you.",
  ],
  "line.other": ["You earned {amount:money} with {bonus} on {at:day}.", "You earned {amount:money}."],
  "line.reversal": [
    "{amount:money}: of order {order:number}, {refundedBase:points} of {ofBase:points} was refunded, so the same part of the {originalAmount:money} is taken back.",
    "{amount:money}: order {order:number} was refunded on {at:day}, and what it had earned is taken back in the same proportion.",
    "{amount:money} was taken back on {at:day}.",
  ],
  "line.adjustment": "{amount:money}, entered by finance, approved by a second person: {reason}.",
  // rules
  "rule.retail":
    "{bonus}: {rates:rates} of the CV of orders of your own customers, posted at once, final after {holdDays} days.",
  "rule.fastStart":
    "{bonus}: {rates:rates} by level, on orders within {days} days of joining, posted at once, final after {holdDays} days.",
  "rule.unilevel": [
    "{bonus}: {rates:rates} by level, over {levels} levels that your rank opens; inactive people are passed over; settled at period close.",
    "{bonus}: over {levels} levels that your rank opens; inactive people are passed over; settled at period close.",
  ],
  "rule.differential": "{bonus}: what your rate is above the rates below you, settled at period close.",
  "rule.generations": [
    "{bonus}: {rates:rates} by generation, settled at period close.",
    "{bonus}: by generation, settled at period close.",
  ],
  "rule.binary":
    "{bonus}: on what your left and your right leg have in common; the rest is carried on as the plan says.",
  "rule.match": [
    "{bonus}: {rates:rates} of what your team is paid, by level.",
    "{bonus}: a share of what your team is paid.",
  ],
  "rule.pool": "{bonus}: a fund of the whole company, divided by shares.",
  "rule.award": "{bonus}: once for each rank that you reach.",
  "rule.tier": "{bonus}: a fixed amount for the highest step that your structure reaches.",
  "rule.party": "{bonus}: store credit for a party that sells enough.",
  "rule.coded": "{bonus}: goes to the first person upward whose code reaches the package.",
  "rule.passUp": "{bonus}: the first sales go to the person above, every later one is your own.",
  "rule.other": ["{bonus}, as the plan states it.", "As the plan states it."],
  // requirements
  "need.own": "Personal volume",
  "need.group": "Group volume",
  "need.metric": "{label}",
  "need.legs": ["Legs with a {rank}", "{label}"],
  "need.people": ["People with the rank {rank}", "{label}"],
  "need.customers": "Retail customers with an order",
  "need.other": "{label}",
  // timeline and feed
  "timeline.joined": "Joined",
  "timeline.order.placed": "Order {number} placed by {buyer}",
  "timeline.order.paid": "Order {number} paid by {buyer}",
  "timeline.order.part_refunded": "Order {number} by {buyer}, partly refunded",
  "timeline.order.refunded": "Order {number} by {buyer}, refunded",
  "timeline.order.failed": "Order {number} by {buyer}: the payment failed",
  "timeline.order.held": "Order {number} by {buyer}, held for review",
  "timeline.order.disputed": "Order {number} by {buyer}, disputed",
  "timeline.order.lost": "Order {number} by {buyer}, dispute lost",
  "timeline.line": "{bonus}, level {level}",
  "timeline.line.own": "{bonus}",
  "timeline.reversal.own": "{bonus}, taken back",
  "timeline.reversal": "{bonus}, level {level}, taken back",
  "timeline.rank": "Paid as {rank} in {period}",
  "timeline.mail": "E-mail: {subject}",
  "timeline.status.pending": "Waiting for the first payment",
  "timeline.status.good": "In good standing",
  "timeline.status.suspended": "Suspended",
  "timeline.status.terminated": "The agreement ended",
  "timeline.status.merged": "Merged into another distributor",
  "timeline.audit": "{action} by {actor}",
  "feed.order.placed": "Order {number} placed, sold by {seller}",
  "feed.order.paid": "Order {number} paid, sold by {seller}",
  "feed.order.part_refunded": "Order {number} partly refunded, sold by {seller}",
  "feed.order.refunded": "Order {number} refunded, sold by {seller}",
  "feed.order.failed": "Payment of order {number} failed, sold by {seller}",
  "feed.order.held": "Order {number} held for review, sold by {seller}",
  "feed.order.disputed": "Order {number} disputed, sold by {seller}",
  "feed.order.lost": "Order {number}, dispute lost, sold by {seller}",
  // plan versions
  // stages of the laboratory
  "lab.answered": "Answered {status}",
  "lab.received": "Received",
  "lab.verified": "Verified with the {with} secret",
  "lab.stored": "Stored",
  "lab.picked_up": "Picked up by a worker",
  "lab.processed": "Processed: {status}",
  "lab.lines": "{count} ledger lines",
  "lab.mail": "{count} e-mails",
};
