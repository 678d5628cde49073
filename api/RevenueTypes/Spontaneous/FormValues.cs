using System.Globalization;
using System.Text.Json;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>The data of a form that its schema accepted: texts, integers and yes or no, by field. May contain personal data.</summary>
internal sealed class FormValues(SortedDictionary<string, object> values)
{
    /// <summary>
    /// The values as JSON, with their fields in ordinal order: equal texts mean equal data. <c>20</c> and <c>20.0</c> are equal.
    /// </summary>
    public string Json { get; } = JsonSerializer.Serialize(values, Http.Json.Options);

    /// <summary>The integer in a field; null when the field has none.</summary>
    public long? NumberOf(string field) => values.GetValueOrDefault(field) as long?;

    /// <summary>The value that a tariff names: a text, or <c>true</c> and <c>false</c>; null when the field has none.</summary>
    public string? WordOf(string field) =>
        values.GetValueOrDefault(field) switch
        {
            string text => text,
            bool flag => flag ? "true" : "false",
            _ => null,
        };

    /// <summary>The value as people read it; empty when the field has none.</summary>
    public string TextOf(string field) =>
        values.GetValueOrDefault(field) switch
        {
            string text => text,
            long number => number.ToString(CultureInfo.InvariantCulture),
            bool flag => flag ? "sì" : "no",
            _ => "",
        };
}
