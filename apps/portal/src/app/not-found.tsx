import Link from "next/link";
import { errors } from "~/messages/en/errors";

/** The same page for what does not exist and for what is someone else's. */
export default function NotFound() {
  return (
    <main id="main" className="page">
      <div className="empty">
        <h1>{errors.notFound.title}</h1>
        <p>{errors.notFound.text}</p>
        <Link className="btn" href="/">
          {errors.notFound.home}
        </Link>
      </div>
    </main>
  );
}
