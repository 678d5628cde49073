using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>The output of a start: text in Development, otherwise log lines.</summary>
internal static class Printed
{
    /// <summary>The message of a log line; other lines unchanged.</summary>
    public static string Said(string line) => line.StartsWith('{') ? (string?)JsonNode.Parse(line)?["Message"] ?? "" : line;

    public static string? AdminKey(string output) => After(output, "Admin API key: ");

    public static string? Address(string output) => After(output, "Riscossione in ascolto su ");

    /// <summary>Every address on which the program listens.</summary>
    public static IReadOnlyList<Uri> Addresses(string output)
    {
        const string Label = "Riscossione in ascolto su ";
        return
        [
            .. output
                .Split('\n')
                .Where(line => line.StartsWith(Label, StringComparison.Ordinal))
                .Select(line => new Uri(line[Label.Length..])),
        ];
    }

    private static string? After(string output, string label) =>
        output
            .Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal))
            ?[label.Length..];
}
