using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>
/// Lower-cases a text that is all in capitals. Words with a digit, number plates, Roman numerals, dotted abbreviations and known acronyms keep
/// their capitals; so do texts of one or two words.
/// </summary>
internal static partial class Capitals
{
    private const int MaxWordsKept = 2;

    /// <summary>Common acronyms of municipal notices. Acronyms without a vowel need no entry.</summary>
    private static readonly FrozenSet<string> Acronyms = new[]
    {
        "AGID",
        "AIRE",
        "ANPR",
        "ARERA",
        "ASD",
        "ASI",
        "ASL",
        "CAP",
        "CCIAA",
        "CIE",
        "CIG",
        "CILA",
        "CIMP",
        "COSAP",
        "CUP",
        "DIA",
        "ERP",
        "ETS",
        "IBAN",
        "ICI",
        "ICP",
        "IMU",
        "INAIL",
        "INPS",
        "IPA",
        "IRAP",
        "IRES",
        "IRPEF",
        "ISEE",
        "ISTAT",
        "IUC",
        "IUV",
        "IVA",
        "NAV",
        "ONLUS",
        "PA",
        "PEC",
        "PIN",
        "PIVA",
        "PMI",
        "PUC",
        "RSA",
        "RSU",
        "SCIA",
        "SPA",
        "SPID",
        "SUAP",
        "TARES",
        "TARI",
        "TARSU",
        "TASI",
        "TEFA",
        "TIA",
        "TOSAP",
        "UE",
        "UNEP",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The text in lower case; unchanged when it has a lower-case letter.</summary>
    public static string Tamed(string text) =>
        text.Any(char.IsLower) || text.Split(' ').Count(word => word.Any(char.IsLetter)) <= MaxWordsKept
            ? text
            : Piece().Replace(text, piece => IsCode(piece.Value) ? piece.Value : Letters().Replace(piece.Value, TamedWord));

    private static bool IsCode(string piece) =>
        piece.Any(char.IsDigit) || piece.Contains(' ', StringComparison.Ordinal) || Abbreviation().IsMatch(piece);

    private static string TamedWord(Match word) => IsAcronym(word.Value) ? word.Value : word.Value.ToLowerInvariant();

    private static bool IsAcronym(string word) =>
        Acronyms.Contains(word) || (word.Length > 1 && word is not "NR" && (!Vowel().IsMatch(word) || RomanNumber().IsMatch(word)));

    /// <summary>A number plate in three parts, or a word.</summary>
    [GeneratedRegex(@"(?<!\S)[A-Z]{2} [0-9]{3} [A-Z]{2}(?!\S)|\S+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Piece();

    [GeneratedRegex(@"\p{L}\.\p{L}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Letters();

    [GeneratedRegex("[AEIOUYÀÁÈÉÌÍÒÓÙÚ]|[^A-ZÀ-Ú]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Vowel();

    [GeneratedRegex("^[IVX]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RomanNumber();
}
