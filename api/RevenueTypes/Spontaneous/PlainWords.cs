using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>Texts of an office that portals show: plain text without tags.</summary>
internal static class PlainWords
{
    public const string Expected = "senza caratteri di controllo né marcature HTML";

    /// <summary>True for a text of 1 to <paramref name="max"/> characters that has neither control characters nor what a browser takes for a tag.</summary>
    public static bool AreFit(string text, int max) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= max && !text.Any(char.IsControl) && Texts.AreFit(text) && !HasTag(text);

    /// <summary>Checks a text and returns it trimmed.</summary>
    public static string Check(Validation validation, string pointer, string? text, int max)
    {
        var trimmed = text?.Trim() ?? "";
        validation.Require(AreFit(trimmed, max), pointer, "text-invalid", $"Serve un testo da 1 a {max} caratteri, {Expected}.");
        return trimmed;
    }

    /// <summary>Checks an optional text.</summary>
    public static string? CheckOptional(Validation validation, string pointer, string? text, int max) =>
        text is null ? null : Check(validation, pointer, text, max);

    private static bool HasTag(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
        {
            if (at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!' or '?'))
            {
                return true;
            }
        }

        return false;
    }
}
