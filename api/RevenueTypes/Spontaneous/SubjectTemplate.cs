using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>
/// The subject of a service: literal text with <c>{field}</c>, <c>{year}</c> and <c>{date}</c>. A value is inserted once and never read as a
/// template.
/// </summary>
internal sealed partial class SubjectTemplate
{
    private const int MaxLength = 140;
    private const string Year = "year";
    private const string Date = "date";
    private readonly IReadOnlyList<Piece> pieces;

    // A spreadsheet takes a cell that begins with one of them for a formula.
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', ' '];

    private SubjectTemplate(IReadOnlyList<Piece> pieces) => this.pieces = pieces;

    /// <summary>Compiles a subject for a form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="form">The fields that it may name.</param>
    /// <param name="personal">The fields that it may not name.</param>
    /// <param name="pointer">The pointer of the text in the request.</param>
    /// <exception cref="Refusal"><see cref="Codes.SubjectNotAllowed"/>.</exception>
    public static SubjectTemplate Compile(string text, FormSchema form, IReadOnlySet<string> personal, string pointer)
    {
        var read = new List<Piece>();
        foreach (Match match in Pieces().Matches(text))
        {
            if (!match.Groups["field"].Success)
            {
                read.Add(new Piece(match.Value, Field: null));
                continue;
            }

            var name = match.Groups["field"].Value;
            if (FaultOf(name, form, personal) is { } fault)
            {
                throw Refused(pointer, fault);
            }

            read.Add(new Piece("", name));
        }

        var isComplete = Pieces().Replace(text, "").Length == 0;
        return isComplete && PlainWords.AreFit(text, MaxLength)
            ? new SubjectTemplate(read)
            : throw Refused(pointer, $"Serve un testo da 1 a {MaxLength} caratteri; le parentesi graffe solo attorno al nome di un campo.");
    }

    /// <summary>The subject of a request: without control characters, repeated blanks and formula signs at its start, at most 140 characters.</summary>
    /// <param name="values">The data of the form.</param>
    /// <param name="today">The day in Rome.</param>
    /// <param name="otherwise">The subject when nothing is left.</param>
    public string Render(FormValues values, LocalDate today, string otherwise)
    {
        var text = string.Concat(pieces.Select(piece => piece.Field is null ? piece.Text : ValueOf(piece.Field, values, today)));
        return Cleaned(text) is { Length: > 0 } subject ? subject : Cleaned(otherwise);
    }

    private static string ValueOf(string field, FormValues values, LocalDate today) =>
        field switch
        {
            Year => today.ToString("uuuu", CultureInfo.InvariantCulture),
            Date => today.ToString("dd/MM/uuuu", CultureInfo.InvariantCulture),
            _ => values.TextOf(field),
        };

    private static string? FaultOf(string name, FormSchema form, IReadOnlySet<string> personal) =>
        (name is Year or Date, form.Find(name)) switch
        {
            (true, null) => null,
            (true, _) => "{year} e {date} sono la data della richiesta: dare al campo un altro nome.",
            (_, null) => "La causale nomina un campo che lo schema non ha.",
            (_, { } field) when field.IsPersonal || personal.Contains(name) =>
                "La causale viaggia con il bonifico: non può contenere un campo con dati personali.",
            _ => null,
        };

    private static string Cleaned(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in PlainText.WellFormed(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (PlainText.IsBlank(rune))
            {
                clean.Append(clean.Length > 0 && clean[^1] != ' ' ? " " : "");
            }
            else if (!PlainText.IsInvisible(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        var trimmed = clean.ToString().TrimStart(FormulaStarts);
        var length = Math.Min(trimmed.Length, MaxLength);
        // Half of a surrogate pair is no character.
        length -= length > 0 && char.IsHighSurrogate(trimmed[length - 1]) ? 1 : 0;
        return trimmed[..length].TrimEnd();
    }

    private static Refusal Refused(string pointer, string detail) =>
        new(Codes.SubjectNotAllowed, detail, [new FieldError(pointer, Codes.SubjectNotAllowed.Value, detail)]);

    [GeneratedRegex(@"\{(?<field>[A-Za-z0-9]{1,40})\}|[^{}]+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Pieces();

    private sealed record Piece(string Text, string? Field);
}
