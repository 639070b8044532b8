/** The company's sprig and its name. */
export function BrandMark({ name }: { name: string }) {
  return (
    <>
      <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 21.5V10.500M12 15.500c-4.500 0-7-2.600-7-7.500 4.500 0 7 2.600 7 7.500zM12 12.500c0-5 2.500-8.500 7-9.500.8 5.600-1.800 9.500-7 9.500z" />
      </svg>
      {name}
    </>
  );
}
