/**
 * Walks through a page with Tab and arrow keys alone, as a person without a mouse, and tells what was never reached, what was reached and
 * cannot be seen, and whether the walk came round. It takes what is interactive from the accessibility roles.
 */
import type { Locator, Page } from '@playwright/test';

const roles = ['link', 'button', 'checkbox', 'radio', 'switch', 'combobox', 'textbox', 'searchbox'] as const;
const mostSteps = 260;
const mostRows = 6;

export interface Walk {
  /** Interactive elements that no key reached, by their words. */
  readonly unreached: readonly string[];
  /** Elements that had the focus without a mark that it is there. */
  readonly unseen: readonly string[];
  /** It left the last element again and came back to the first. */
  readonly cameRound: boolean;
  readonly steps: number;
}

/** Keeps in the page what shall be reached and what was, so that a step costs nothing but its key. */
async function beginTold(page: Page): Promise<void> {
  await page.evaluate(rows => {
    const state = {
      wanted: new Map<Element, string>(),
      reached: new Set<Element>(),
      unseen: new Set<string>(),
    };
    Reflect.set(globalThis, 'walk', state);
    /** A long table is alike in all rows: the first are walked. */
    const isFarDown = (element: Element) => {
      const row = element.closest('tr');
      const all = [...(row?.closest('[role="grid"]')?.querySelectorAll('tbody tr') ?? [])];
      return row !== null && all.indexOf(row) >= rows;
    };
    Reflect.set(globalThis, 'want', (elements: readonly Element[]) => {
      for (const element of elements) {
        const isOff = element.matches(':disabled, [aria-disabled="true"]');
        const words =
          element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent;
        if (!isOff && !isFarDown(element))
          state.wanted.set(element, `${element.tagName.toLowerCase()}: ${(words ?? '').trim()}`);
      }
    });
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof Element)) return;
      state.reached.add(target);
      const marks = [target, target.closest('label')]
        .filter(one => one !== null)
        .map(one => getComputedStyle(one));
      const isSeen = marks.some(
        style => style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
      );
      if (!isSeen)
        state.unseen.add((target.getAttribute('aria-label') ?? target.textContent ?? target.tagName).trim());
    });
  }, mostRows);
  for (const role of roles)
    await page.getByRole(role).evaluateAll(elements => Reflect.get(globalThis, 'want')(elements));
}

/** What has the focus now, told apart from everything else; '' for the page itself. */
function focused(
  page: Page,
): Promise<{ readonly id: string; readonly kind: 'radio' | 'row' | 'block' | 'other' }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const known: Map<Element, string> = Reflect.get(globalThis, 'walkIds') ?? new Map();
    Reflect.set(globalThis, 'walkIds', known);
    if (element === null || element === document.body) return { id: '', kind: 'other' as const };
    const id = known.get(element) ?? String(known.size + 1);
    known.set(element, id);
    const isRadio = element instanceof HTMLInputElement && element.type === 'radio';
    const kind = isRadio
      ? 'radio'
      : element.tagName === 'TR'
        ? 'row'
        : element.hasAttribute('data-lane')
          ? 'block'
          : 'other';
    return { id, kind };
  });
}

/** Presses a key again and again until it moves nothing any more. */
async function pressOn(page: Page, key: string, most: number): Promise<void> {
  let before = (await focused(page)).id;
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press(key);
    const { id } = await focused(page);
    if (id === before) return;
    before = id;
  }
}

/** All of a group of radio buttons: the arrows come round to the one that was chosen. */
async function walkRadios(page: Page): Promise<void> {
  const first = (await focused(page)).id;
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('ArrowRight');
    if ((await focused(page)).id === first) return;
  }
}

async function walkRows(page: Page): Promise<void> {
  for (let row = 0; row < mostRows; row += 1) {
    await pressOn(page, 'ArrowRight', 12);
    await pressOn(page, 'ArrowLeft', 12);
    const before = (await focused(page)).id;
    await page.keyboard.press('ArrowDown');
    if ((await focused(page)).id === before) break;
  }
  await page.keyboard.press('Home');
}

async function walkBlocks(page: Page): Promise<void> {
  await page.keyboard.press('Home');
  for (let lane = 0; lane < 20; lane += 1) {
    await pressOn(page, 'ArrowUp', 40);
    await pressOn(page, 'ArrowDown', 40);
    const before = (await focused(page)).id;
    await page.keyboard.press('ArrowRight');
    if ((await focused(page)).id === before) return;
  }
}

export async function walkByKeyboard(page: Page): Promise<Walk> {
  await beginTold(page);
  const seen = new Set<string>();
  let cameRound = false;
  let steps = 0;
  let last = '';
  for (; steps < mostSteps && !cameRound; steps += 1) {
    await page.keyboard.press('Tab');
    const { id, kind } = await focused(page);
    // A date field holds the focus for day, month and year.
    if (id !== '' && id !== last && seen.has(id)) cameRound = true;
    seen.add(id);
    last = id;
    if (cameRound) break;
    if (kind === 'radio') await walkRadios(page);
    else if (kind === 'row') await walkRows(page);
    else if (kind === 'block') await walkBlocks(page);
  }
  const told = await page.evaluate(() => {
    const { wanted, reached, unseen } = Reflect.get(globalThis, 'walk');
    const words: string[] = [];
    for (const [element, text] of wanted) if (!reached.has(element) && element.isConnected) words.push(text);
    return { unreached: words, unseen: [...unseen].map(String) };
  });
  return { ...told, cameRound, steps };
}

/** Presses Tab until an element has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < mostSteps; step += 1) {
    if (await target.evaluate(element => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(target)}`);
}
