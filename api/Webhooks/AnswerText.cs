using System.Globalization;
using System.Text;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>The beginning of a receiver's answer, as a text that people can read without harm.</summary>
internal static class AnswerText
{
    /// <summary>How much is read of a body, and the length of its text at most.</summary>
    public const int MaxBytes = 1024;

    /// <summary>
    /// Reads at most <see cref="MaxBytes"/>; null for an empty body. When the body breaks off or the time is over, the text is what had come.
    /// </summary>
    public static async Task<string?> Read(HttpContent content, CancellationToken timeout)
    {
        if (content.Headers.ContentLength == 0)
        {
            return null;
        }

        var bytes = new byte[MaxBytes];
        var length = 0;
        try
        {
            await using var body = await content.ReadAsStreamAsync(timeout);
            while (length < MaxBytes && await body.ReadAsync(bytes.AsMemory(length), timeout) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status has come and decides the outcome.
        }

        return length == 0 ? null : Of(bytes.AsSpan(0, length));
    }

    /// <summary>
    /// Decodes UTF-8. Bytes that are none, control characters and characters that change the direction of the text become U+FFFD.
    /// </summary>
    internal static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var rune in Encoding.UTF8.GetString(bytes).EnumerateRunes())
        {
            text.Append(IsHarmless(rune) ? rune : Rune.ReplacementChar);
        }

        return text.ToString();
    }

    private static bool IsHarmless(Rune rune) =>
        rune.Value is '\n' or '\r' or '\t' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}
