/** A value before, struck out, and after, in bold. */
export function BeforeAfter({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <span className="ba">
      {before === '' ? null : <del>{before}</del>}
      {after === '' ? null : <ins>{after}</ins>}
    </span>
  );
}
