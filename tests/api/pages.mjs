// SPDX-License-Identifier: GPL-3.0-or-later
// Opens /docs and /redoc in a real browser. `node pages.mjs http://127.0.0.1:PORT FOLDER` keeps the
// pictures in FOLDER. Fails when a page says anything on the console, asks anybody else than the
// server, or shows less than all operations.
import fs from "node:fs";
import puppeteer from "puppeteer-core";

const [server, folder] = process.argv.slice (2);
const api = await (await fetch (`${server}/openapi.json`)).json ();
const summaries = Object.values (api.paths).flatMap ((path) => Object.values (path)).map (({ summary }) => summary);
const faults = [];
const profile = fs.mkdtempSync (`${folder}/profile-`);
const browser = await puppeteer.launch ({
  executablePath: "/usr/bin/chromium",
  userDataDir: profile,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--lang=fr"],
});

async function look (name, prepare) {
  const page = await browser.newPage ();
  page.setDefaultTimeout (120000);
  await page.setViewport ({ width: 1400, height: 900 });
  page.on ("console", (message) => faults.push (`${name}: ${message.type ()}: ${message.text ()}`));
  page.on ("pageerror", (error) => faults.push (`${name}: ${error.message}`));
  page.on ("request", (request) => {
    if (!request.url ().startsWith (`${server}/`) && !request.url ().startsWith ("data:"))
      faults.push (`${name}: asks ${request.url ()}`);
  });
  page.on ("response", (response) => {
    if (response.status () >= 400)
      faults.push (`${name}: ${response.url ()} answers ${response.status ()}`);
  });
  await page.goto (`${server}/${name}`, { waitUntil: "networkidle0" });
  if (!(await page.title ()).startsWith ("Portail"))
    faults.push (`${name}: is called ${await page.title ()}`);
  await prepare (page);
  const text = await page.evaluate (() => document.body.innerText.replace (/\s+/g, " "));
  for (const summary of summaries)
    if (!text.includes (summary))
      faults.push (`${name}: does not show "${summary}"`);
  await page.screenshot ({ path: `${folder}/${name}.png` });
  return page;
}

const waitForOperations = (page) => page.waitForFunction (
  (count) => document.querySelectorAll (".opblock").length === count, {}, summaries.length);

async function tryHealth (page) {
  await page.evaluate (() => document.querySelector ("[id$=health_get] button").scrollIntoView ());
  await page.click ("[id$=health_get] .opblock-summary-control");
  await (await page.waitForSelector ("[id$=health_get] .try-out__btn")).click ();
  await (await page.waitForSelector ("[id$=health_get] .execute")).click ();
  await page.waitForSelector ("[id$=health_get] .live-responses-table");
  const answer = await page.$eval ("[id$=health_get] .live-responses-table", (table) => table.innerText);
  if (!answer.includes ("connected"))
    faults.push (`docs: trying /health shows ${answer}`);
  await page.screenshot ({ path: `${folder}/docs-tried.png` });
}

await tryHealth (await look ("docs", waitForOperations));
await look ("redoc", (page) => page.waitForSelector ("[data-section-id]"));
await browser.close ();
fs.rmSync (profile, { recursive: true, force: true });
for (const fault of faults)
  console.log (fault);
process.exit (faults.length > 0 ? 1 : 0);
