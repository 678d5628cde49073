using System.Buffers;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>
/// What any text may hold, whatever it is about: the characters of XML 1.0 (section 2.2), in which pagoPA's messages are written. Not every
/// database can be asked for a null, and none of the others means anything to anybody. Whoever reads a text from outside asks here; what
/// more a field demands is its own rule (<see cref="Validation"/>).
/// </summary>
internal static class Texts
{
    /// <summary>What to say of a text that is not fit.</summary>
    public const string Unfit = "Il testo contiene un carattere di controllo: toglierlo.";

    // Halves of a character are refused by whatever decodes bytes into text.
    private static readonly SearchValues<char> NoCharacters = SearchValues.Create([
        .. Enumerable.Range(0, ' ').Select(code => (char)code).Except(['\t', '\n', '\r']),
        '\ufffe',
        '\uffff',
    ]);

    /// <summary>True when every character is one that a text may hold.</summary>
    public static bool AreFit(ReadOnlySpan<char> text) => !text.ContainsAny(NoCharacters);
}
