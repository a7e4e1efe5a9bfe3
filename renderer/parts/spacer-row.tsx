/** Stands for the rows of a long table that are not drawn, as high as they would be. One cell: more could be wider than the head. */
export function SpacerRow({ height }: { readonly height: number }) {
  if (height === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: this row holds nothing and cannot be focused
    <tr className="spacer" aria-hidden="true" style={{ height }}>
      <td />
    </tr>
  );
}
