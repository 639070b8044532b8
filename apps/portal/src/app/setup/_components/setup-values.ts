import { setup as words } from "~/messages/en/setup";

export type SetupProblems = Partial<
  Record<
    "ownerName" | "ownerEmail" | "password" | "companyName" | "country" | "distributorName" | "distributorEmail",
    string
  >
>;

/** What the form says, as the server takes it; a step that is left empty is left out. */
export function valuesOf<TemplateId extends string>(form: FormData, templateIds: readonly TemplateId[]) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const templateId = templateIds.find((id) => id === text("template"));
  const person = { name: text("distributorName"), email: text("distributorEmail") };
  return {
    owner: { name: text("ownerName"), email: text("ownerEmail"), password: String(form.get("password") ?? "") },
    company: {
      name: text("companyName"),
      timeZone: text("timeZone"),
      currency: text("currency"),
      country: text("country").toUpperCase(),
    },
    ...(templateId ? { templateId } : {}),
    ...(person.name || person.email ? { distributor: person } : {}),
  };
}

/** What is missing, by the id of its field. */
export function problemsIn({ owner, company, distributor }: ReturnType<typeof valuesOf>): SetupProblems {
  const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
  return {
    ...(owner.name ? {} : { ownerName: words.needs }),
    ...(isEmail(owner.email) ? {} : { ownerEmail: words.needs }),
    ...(owner.password.length >= 12 ? {} : { password: words.shortPassword }),
    ...(company.name ? {} : { companyName: words.needs }),
    ...(/^[A-Z]{2}$/.test(company.country) ? {} : { country: words.badCountry }),
    ...(distributor && !distributor.name ? { distributorName: words.needs } : {}),
    ...(distributor && !isEmail(distributor.email) ? { distributorEmail: words.needs } : {}),
  };
}
