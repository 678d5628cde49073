using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>Breaking changes of one schema: bounds may widen in requests and narrow in answers.</summary>
internal static class SchemaRules
{
    private static readonly string[] Ceilings = ["maxLength", "maxItems", "maximum"];
    private static readonly string[] Floors = ["minLength", "minItems", "minimum"];
    private static readonly string[] Kinds = ["type", "format"];

    /// <summary>Adds breaking changes to the list.</summary>
    public static void Compare(string place, JsonNode was, JsonNode now, bool isRequest, List<string> breaks)
    {
        foreach (var kind in Kinds.Where(kind => (string?)was[kind] != (string?)now[kind]))
        {
            breaks.Add($"{place}: {kind} changed from {was[kind]} to {now[kind]}");
        }

        if (isRequest)
        {
            CompareRequired(place, was, now, breaks);
            CompareWords(place, was, now, breaks);
            CompareBounds(place, was, now, breaks);
        }
        else
        {
            ComparePromises(place, was, now, breaks);
        }
    }

    private static void CompareRequired(string place, JsonNode was, JsonNode now, List<string> breaks) =>
        breaks.AddRange(Names(now, "required").Except(Names(was, "required")).Select(name => $"{place}: property {name} became required"));

    private static void CompareWords(string place, JsonNode was, JsonNode now, List<string> breaks)
    {
        if (now["enum"] is not null)
        {
            var gone = was["enum"] is null ? ["any other"] : Names(was, "enum").Except(Names(now, "enum"));
            breaks.AddRange(gone.Select(word => $"{place}: the value {word} is no longer accepted"));
        }

        if (now["pattern"] is { } pattern && (string?)was["pattern"] != (string?)pattern)
        {
            breaks.Add($"{place}: the pattern changed to {pattern}");
        }
    }

    private static void CompareBounds(string place, JsonNode was, JsonNode now, List<string> breaks)
    {
        breaks.AddRange(
            from bound in Ceilings
            where Bound(now, bound) is { } ceiling && !(Bound(was, bound) <= ceiling)
            select $"{place}: {bound} fell from {was[bound]} to {now[bound]}"
        );
        breaks.AddRange(
            from bound in Floors
            where Bound(now, bound) is { } floor && !(Bound(was, bound) >= floor)
            select $"{place}: {bound} rose from {was[bound]} to {now[bound]}"
        );
    }

    private static void ComparePromises(string place, JsonNode was, JsonNode now, List<string> breaks)
    {
        breaks.AddRange(
            Names(was, "required").Except(Names(now, "required")).Select(name => $"{place}: property {name} is no longer always there")
        );
        if ((bool?)was["nullable"] is not true && (bool?)now["nullable"] is true)
        {
            breaks.Add($"{place}: may now be null");
        }
    }

    private static decimal? Bound(JsonNode schema, string name) => schema[name]?.GetValue<decimal>();

    private static IEnumerable<string> Names(JsonNode schema, string list) =>
        (schema[list]?.AsArray() ?? []).Select(name => name?.ToString() ?? "null");
}
