/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/**
 * Texts whose contrast with what is painted behind them is under 4.5, which WCAG 2.2 AA asks of small text; asked of
 * all here. Each as `ratio class`.
 */
export function lowContrasts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const numbers = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const light = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = numbers(colour).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const opaque = (colour: string) => numbers(colour)[3] !== 0 && colour !== 'transparent';
    const behind = (start: Element) => {
      for (let node: Element | null = start; node; node = node.parentElement) {
        const { backgroundColor, backgroundImage } = getComputedStyle(node);
        const striped = /rgba?\([^)]*\)/.exec(backgroundImage)?.[0];
        if (striped) return striped;
        if (opaque(backgroundColor) && numbers(backgroundColor).length === 3) return backgroundColor;
      }
      return 'rgb(255, 255, 255)';
    };
    const found = new Set<string>();
    for (const node of document.querySelectorAll<HTMLElement>('body *')) {
      const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent?.trim());
      if (!own || node.closest('option, script, noscript, [hidden]') || node.offsetWidth < 2) continue;
      const { color } = getComputedStyle(node);
      const [brighter = 0, darker = 0] = [light(color), light(behind(node))].sort((one, other) => other - one);
      const ratio = (brighter + 0.05) / (darker + 0.05);
      if (ratio < 4.5) found.add(`${ratio.toFixed(2)} ${node.className || node.tagName}`);
    }
    return [...found];
  });
}

/** Links, buttons and fields that a screen reader could not name. */
export function namelessControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const nameOf = (control: HTMLElement) => {
      const labels = (control as HTMLInputElement).labels;
      return (
        control.getAttribute('aria-label') ??
        [...(labels ?? [])].map((label) => label.textContent).join('') + control.innerText
      );
    };
    return [...document.querySelectorAll<HTMLElement>('a, button, select, input, summary, [role="region"]')]
      .filter((control) => control.offsetParent !== null && !nameOf(control)?.trim())
      .map((control) => control.outerHTML.slice(0, 120));
  });
}
