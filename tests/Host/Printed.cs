using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>What the program says when it starts: in Development as text, elsewhere as lines of its log.</summary>
internal static class Printed
{
    /// <summary>The message of a line of the log; a line of text as it is.</summary>
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
