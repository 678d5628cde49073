using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Writes the constants of the TypeScript client: an object for each list of values of the document.</summary>
internal static class TypeScriptValues
{
    public static string Write(JsonNode document) => string.Join('\n', ValueList.Published(document).Select(Constants));

    private static string Constants(ValueList list) =>
        $$"""
            {{TypeScriptTypes.Comment("", $"{list.Summary}. {ValueList.MayGrow}")}}export const {{list.Name}} = {
            {{string.Concat(list.Values.Select(one => Constant(one.Value, one.Meaning)))}}} as const;

            """.ReplaceLineEndings("\n");

    private static string Constant(string value, string meaning) =>
        $"{TypeScriptTypes.Comment("  ", $"{meaning}.")}  {Name(value)}: \"{value}\",\n";

    private static string Name(string value)
    {
        var name = CSharpText.Name(value);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
