import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";

// Codes such as not-paid are no English.
const english = /(?<![\w-])(the|an|of|is|are|and|or|with|for|from|by|to|when|that|which|this|its|not|one|reads|sends|waits)(?![\w-])/i;
const code = /`[^`]*`|\{@link [^}]*\}|@\w+/g;

/** What an editor shows of each exported name and of its members, inherited ones included. */
function comments(): Map<string, string> {
  const file = join(process.cwd(), "src/index.ts");
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: ["node"] };
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const found = new Map<string, string>();
  const add = (symbol: ts.Symbol, name: string): void => {
    const isOurs = symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.includes("/src/"));
    const tags = symbol.getJsDocTags(checker).map((tag) => `${tag.name === "throws" ? "" : ts.displayPartsToString(tag.text)}`);
    if (isOurs) {
      found.set(name, [ts.displayPartsToString(symbol.getDocumentationComment(checker)), ...tags].join(" ").replace(code, "").trim());
    }
  };
  for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    add(symbol, symbol.name);
    const types = [
      ...(symbol.flags & ts.SymbolFlags.Type ? [checker.getDeclaredTypeOfSymbol(symbol)] : []),
      ...(symbol.flags & ts.SymbolFlags.Value ? [checker.getTypeOfSymbol(symbol)] : []),
    ];
    for (const member of types.flatMap((type) => checker.getPropertiesOfType(type))) {
      add(member, `${symbol.name}.${member.name}`);
    }
  }
  return found;
}

test("an editor shows every name of the client with an explanation in Italian", () => {
  const shown = [...comments()].filter(([, comment]) => comment !== "");
  assert.ok(shown.length > 1_500, `${shown.length} explanations`);
  assert.deepEqual(shown.filter(([, comment]) => english.test(comment)), []);
});

test("English is recognized", () => {
  assert.ok(["Sends a call and reads its answer.", "The methods of notice batches.", "Bytes in a buffer of their own."].every((one) => english.test(one)));
});
