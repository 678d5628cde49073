using System.Text.Json;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>The fields of a form as one text, whatever their order and white space.</summary>
internal static class CanonicalJson
{
    public static string Of(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object
            ? StoredJson.Write(
                new SortedDictionary<string, JsonElement>(
                    data.EnumerateObject().ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal),
                    StringComparer.Ordinal
                )
            )
            : data.GetRawText();
}
