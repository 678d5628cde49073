using System.Buffers;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>
/// The characters that any text may contain: those of XML 1.0 (section 2.2), the format of pagoPA's messages. Every input is checked here; stricter
/// rules of fields are in <see cref="Validation"/>.
/// </summary>
internal static class Texts
{
    /// <summary>The message for an unfit text.</summary>
    public const string Unfit = "Il testo contiene un carattere di controllo: toglierlo.";

    // Unpaired surrogates are missing here, because decoders of bytes refuse them.
    private static readonly SearchValues<char> NoCharacters = SearchValues.Create([
        .. Enumerable.Range(0, ' ').Select(code => (char)code).Except(['\t', '\n', '\r']),
        '\ufffe',
        '\uffff',
    ]);

    public static bool AreFit(ReadOnlySpan<char> text) => !text.ContainsAny(NoCharacters);
}
