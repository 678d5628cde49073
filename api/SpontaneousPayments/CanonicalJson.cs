using System.Text.Json;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>The fields of a form as one text, whatever their order and white space; 20 and 20.0 are the same number.</summary>
internal static class CanonicalJson
{
    public static string Of(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object
            ? StoredJson.Write(
                new SortedDictionary<string, object>(
                    data.EnumerateObject().ToDictionary(one => one.Name, one => ValueOf(one.Value), StringComparer.Ordinal),
                    StringComparer.Ordinal
                )
            )
            : data.GetRawText();

    private static object ValueOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal.Truncate(number)
            ? decimal.Truncate(number)
            : value;
}
