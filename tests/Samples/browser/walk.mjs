// Walks through pages in a real browser: the simulator's, the documentation's. Reads its steps as JSON from the first argument, prints what it saw as JSON.
// { start, noScript, width, dark, steps: [ { fill: label, with: text } | { press: button } | { key: button } | { open: summary } | { visit: address }
//   | { follow: link } | { see: text that appears } | { close: true } ] }
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const { start, executablePath, noScript, width, dark, steps } = JSON.parse(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const seen = { pages: [], violations: [], returnedTo: null, text: null };

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const context = await browser.newContext({
    locale: 'it-IT',
    javaScriptEnabled: !noScript,
    viewport: { width: width ?? 1280, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => seen.violations.push(`${page.url()}: ${error.message}`));
  page.setDefaultTimeout(30_000);
  await page.goto(start);
  await look(page);
  for (const step of steps) {
    await take(page, step);
    if (step.close) {
      break;
    }

    await look(page);
  }
} finally {
  await browser.close();
}

console.log(JSON.stringify(seen));

async function take(page, step) {
  if (step.fill) {
    await page.getByLabel(step.fill).fill(step.with);
  } else if (step.press) {
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name: step.press, exact: true }).click();
    await loaded;
  } else if (step.key) {
    await reach(page, step.key);
    const loaded = page.waitForEvent('load');
    await page.keyboard.press('Enter');
    await loaded;
  } else if (step.visit) {
    await page.goto(new URL(step.visit, start).href);
  } else if (step.follow) {
    const loaded = page.waitForEvent('load');
    await page.getByRole('link', { name: step.follow }).first().click();
    await loaded;
  } else if (step.see) {
    await page.getByText(step.see, { exact: true }).waitFor();
  } else if (step.open) {
    await page.locator('summary', { hasText: step.open }).first().click();
  } else {
    await page.close();
  }
}

// Presses Tab until the button has the focus, and insists that the focus can be seen.
async function reach(page, name) {
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) === 1 && (await focused.textContent())?.trim() === name) {
      const outline = await focused.evaluate((element) => getComputedStyle(element).outlineStyle);
      if (outline === 'none') {
        throw new Error(`The focus on "${name}" cannot be seen.`);
      }

      return;
    }
  }

  throw new Error(`Tab does not reach "${name}".`);
}

async function look(page) {
  if (new URL(page.url()).origin !== new URL(start).origin) {
    seen.returnedTo = page.url();
    return;
  }

  seen.pages.push(await page.title());
  seen.text = await page.locator('body').textContent();
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth).catch(() => false);
  if (tooWide) {
    seen.violations.push(`${page.url()}: wider than the screen`);
  }

  if (noScript) {
    return;
  }

  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  seen.violations.push(...violations.map((one) => `${page.url()}: ${one.id}: ${one.nodes[0].html}`));
}
