/**
 * What a person would see at once and no accessibility check does: text that is cut off without a mark, text or controls that lie on each
 * other, a page that scrolls sideways. It looks at boxes alone and knows nothing of the screens.
 */
import type { Page } from '@playwright/test';

/** One line for each fault; empty: everything has its place. */
export function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    /** What touches by less is drawn side by side. */
    const slack = 2;
    interface Box {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    interface Seen {
      readonly element: Element;
      readonly words: string;
      readonly box: Box;
      /** Lies over what scrolls below it. */
      readonly floats: boolean;
    }
    const within = (a: Box, b: Box): Box => ({
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    });
    const isSmall = (box: Box) => box.right - box.left <= slack || box.bottom - box.top <= slack;
    const styles = new Map<Element, CSSStyleDeclaration>();
    const styleOf = (element: Element) => {
      const known = styles.get(element) ?? getComputedStyle(element);
      styles.set(element, known);
      return known;
    };
    const ancestors = (element: Element): Element[] => {
      const all: Element[] = [];
      for (let one: Element | null = element; one !== null; one = one.parentElement) all.push(one);
      return all;
    };
    /** What is left of a box inside everything that clips it. */
    const shownOf = (element: Element, box: Box): Box =>
      ancestors(element).reduce((left, one) => {
        const style = styleOf(one);
        const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
        return clips && one !== document.body && one !== document.documentElement
          ? within(left, one.getBoundingClientRect())
          : left;
      }, box);
    const floats = (element: Element) =>
      ancestors(element).some(one => ['sticky', 'fixed'].includes(styleOf(one).position));
    /** What is folded away has boxes all the same. */
    const isHidden = (element: Element) =>
      !element.checkVisibility() ||
      ancestors(element).some(
        one =>
          styleOf(one).visibility === 'hidden' ||
          styleOf(one).clipPath !== 'none' ||
          styleOf(one).opacity === '0',
      );
    const endsInDots = (element: Element) =>
      ancestors(element).some(
        one => styleOf(one).textOverflow === 'ellipsis' || styleOf(one).webkitLineClamp !== 'none',
      );

    const faults: string[] = [];
    const texts: Seen[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const words = (node.textContent ?? '').trim();
      const element = node.parentElement;
      if (words === '' || element === null || element.closest('svg, option') !== null || isHidden(element))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const shown = shownOf(element, box);
        if (isSmall(box)) continue;
        // What scrolls sideways in a frame of its own can be reached; the sheet must not.
        const isReachable = ancestors(element).some(
          one =>
            one.tagName !== 'MAIN' &&
            one.tagName !== 'NAV' &&
            ['auto', 'scroll'].includes(styleOf(one).overflowX),
        );
        if (isReachable) {
          if (!isSmall(shown)) texts.push({ element, words, box: shown, floats: floats(element) });
          continue;
        }
        const lost = box.right - Math.max(shown.right, shown.left);
        if (lost > slack && !isSmall(within(box, { ...shown, right: box.right })) && !endsInDots(element))
          faults.push(`cut at the right by ${Math.round(lost)} pixels: ${words}`);
        if (!isSmall(shown)) texts.push({ element, words, box: shown, floats: floats(element) });
      }
    }
    const controls: Seen[] = [];
    for (const element of document.body.querySelectorAll('a, button, input, select, textarea, summary')) {
      const box = element.getBoundingClientRect();
      const shown = shownOf(element, box);
      if (isSmall(shown) || isHidden(element)) continue;
      const words = element.getAttribute('aria-label') ?? element.textContent ?? element.tagName;
      controls.push({ element, words: `the control ${words.trim()}`, box: shown, floats: floats(element) });
    }
    const isInside = (a: Element, b: Element) => a.contains(b) || b.contains(a);
    const compare = (all: readonly Seen[]) => {
      for (const [index, one] of all.entries()) {
        for (const other of all.slice(index + 1)) {
          if (one.floats !== other.floats || isInside(one.element, other.element)) continue;
          const both = within(one.box, other.box);
          if (!isSmall(both)) faults.push(`on each other: ${one.words} | ${other.words}`);
        }
      }
    };
    compare(texts);
    compare(controls);
    for (const element of document.querySelectorAll('html, body, main, nav')) {
      const over = element.scrollWidth - element.clientWidth;
      if (over > slack) faults.push(`${element.tagName.toLowerCase()} is ${over} pixels too wide`);
    }
    const high = document.documentElement.scrollHeight - window.innerHeight;
    if (high > slack) faults.push(`the window itself scrolls by ${high} pixels`);
    return [...new Set(faults)];
  });
}
