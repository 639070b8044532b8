import { SectionHead } from "~/components/shell/page-head";
import { demo } from "~/messages/en/demo";

/** Which of the two to take, situation by situation. */
export function WebhookOrApi() {
  return (
    <section className="choice">
      <SectionHead title={demo.choice} />
      <p className="sm muted">{demo.choiceLead}</p>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{demo.situation}</th>
            <th scope="col">{demo.use}</th>
            <th scope="col">{demo.why}</th>
          </tr>
        </thead>
        <tbody>
          {demo.choices.map(({ id, situation, use, why }) => (
            <tr key={id}>
              <td className="wrap">{situation}</td>
              <td className="wrap med">{use}</td>
              <td className="wrap muted">{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
