import { notFound } from "next/navigation";
import { Stories } from "./_components/stories";

/** Every component in its states, with sample data; in the development server only. */
export default async function StoriesPage({ searchParams }: { searchParams: Promise<{ story?: string }> }) {
  if (!UPLINE_IS_DEV) notFound();
  const { story = "components" } = await searchParams;
  return <Stories story={story} />;
}
