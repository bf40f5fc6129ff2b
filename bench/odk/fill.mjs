// Fills our form with ODK's own engine, as a client of it would: argument 1 is a folder with form.xml, homes.csv and
// people.csv, argument 2 the folder of node_modules. The filled instance is printed as XML.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, modules] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<!doctype html>", { url: "https://localhost/" });
const wanted = ["DOMParser", "XMLSerializer", "Node", "Element", "Document", "XMLDocument", "Attr", "Text", "CDATASection", "Comment", "ProcessingInstruction", "NodeFilter", "HTMLElement", "DocumentFragment", "XPathResult", "XPathEvaluator", "document", "File", "Blob", "FormData"];
for (const name of wanted) if (window[name]) globalThis[name] = window[name];
globalThis.window ??= window;
// The engine carries a WebAssembly parser that, in Node, expects the names of an older kind of module.
Object.assign(globalThis, { __dirname: modules, __filename: join(modules, "engine.js"), require });

const engine = await import(pathToFileURL(join(modules, "node_modules/@getodk/xforms-engine/dist/index.js")).href);
const fetchFormAttachment = async (address) => {
  const name = new URL(String(address).replace("jr://file-csv/", "https://x/")).pathname.slice(1);
  const text = await readFile(join(folder, name), "utf8");
  return new Response(text, { status: 200, headers: { "Content-Type": "text/csv" } });
};
const { root } = await engine.createInstance(await readFile(join(folder, "form.xml"), "utf8"), { form: { fetchFormAttachment } });

const nodes = (node) => [node, ...(node.currentState.children ?? []).flatMap(nodes)];
const at = (end) => nodes(root).find((node) => node.currentState.reference.endsWith(end));
const answers = JSON.parse(await readFile(join(folder, "answers.json"), "utf8"));
for (const [end, value] of answers) {
  if (value === "+") {
    at(end).addInstances();
    continue;
  }
  const node = at(end);
  if (node === undefined) throw new Error(`no node ${end}: ${nodes(root).map((one) => one.currentState.reference)}`);
  if (node.nodeType === "select") node.selectValue(value);
  else node.setValue(node.valueType === "decimal" ? Number(value) : value);
}
const invalid = root.validationState?.violations ?? [];
if (invalid.length) throw new Error(`not valid: ${invalid.map((one) => one.reference)}`);
const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
const file = payload.data[0].get("xml_submission_file");
process.stdout.write(await new Promise((done) => {
  const reader = new window.FileReader();
  reader.onload = () => done(reader.result);
  reader.readAsText(file);
}));
