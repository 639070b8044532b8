/** Words of the search for one person. */
export const personChoice = {
  search: "Search by name or number",
  chosen: "Chosen: {name}",
  noPeople: "Nobody is found.",
} as const;

/** Words of an enrolment by hand. */
export const enrolment = {
  title: "Enrol a distributor",
  sub: "The person gets a welcome e-mail. Everything here is written to the audit log.",
  name: "Name",
  email: "E-mail",
  sponsor: "Sponsor",
  first: "This is the first distributor, the top of the sponsor tree. Nobody sponsors this person.",
  joined: "Joined on",
  joinedHint: "A day in the company's time zone. Windows that begin with joining are counted from it.",
  country: "Country",
  countryHint: "Two letters, such as US. May be left empty.",
  submit: "Enrol",
  submitName: "Enrol {name}",
  done: "{name} is a distributor now.",
  needs: "This is needed.",
  badEmail: "An e-mail address such as name@example.com.",
  badCountry: "Two capital letters, such as US.",
  needsSponsor: "Choose who sponsors this person.",
} as const;
