using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>One field of a form, compiled. Its messages are Italian and never repeat the value.</summary>
internal abstract record FormField(string Name, string Title, bool IsRequired)
{
    /// <summary>What is wrong with a value; null when it is accepted, with the value as text, integer or flag.</summary>
    public abstract FieldFault? Read(JsonElement value, out object accepted);

    /// <summary>The words among which the payer chooses; null for a field without a list.</summary>
    public virtual IReadOnlyList<string>? Words => null;

    /// <summary>True when the value identifies a person by its format.</summary>
    public virtual bool IsPersonal => false;

    /// <summary>The number of characters, as JSON Schema counts them: code points.</summary>
    public static int LengthOf(string text) => text.Length - text.Count(char.IsLowSurrogate);
}

/// <summary>Why a value is refused.</summary>
internal sealed record FieldFault(string Code, string Detail);

/// <summary>A text.</summary>
internal sealed record TextField(string Name, string Title, bool IsRequired) : FormField(Name, Title, IsRequired)
{
    public int MinLength { get; init; }
    public int MaxLength { get; init; }
    public IReadOnlyList<string>? Choices { get; init; }
    public string? Constant { get; init; }
    public TextFormat? Format { get; init; }
    public FormPattern? Pattern { get; init; }

    public override IReadOnlyList<string>? Words => Choices;

    public override bool IsPersonal => Format is { IsPersonal: true };

    /// <inheritdoc/>
    public override FieldFault? Read(JsonElement value, out object accepted)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        accepted = text ?? "";
        return text is null ? new("type-invalid", "Serve un testo.") : FaultOf(text);
    }

    // The length comes first: a pattern is never run on a longer text.
    private FieldFault? FaultOf(string text) =>
        LengthOf(text) is var length && (length < MinLength || length > MaxLength) ? new("text-invalid", LengthDetail)
        : !Texts.AreFit(text) ? new("text-invalid", Texts.Unfit)
        : Choices?.Contains(text, StringComparer.Ordinal) is false ? new("choice-unknown", "Scegliere uno dei valori elencati.")
        : Constant is not null && text != Constant ? new("value-not-allowed", "È ammesso solo il valore indicato nel modulo.")
        : Format?.Accepts(text) is false ? new("format-invalid", Format.Expected)
        : Pattern?.IsMatch(text) is false ? new("pattern-mismatch", "Il testo non ha la forma richiesta.")
        : null;

    private string LengthDetail =>
        Choices is not null ? "Scegliere uno dei valori elencati."
        : MinLength == 0 ? $"Serve un testo di al più {MaxLength} caratteri."
        : $"Serve un testo da {MinLength} a {MaxLength} caratteri.";
}

/// <summary>An integer.</summary>
internal sealed record NumberField(string Name, string Title, bool IsRequired, long Min, long Max, long Step)
    : FormField(Name, Title, IsRequired)
{
    /// <inheritdoc/>
    public override FieldFault? Read(JsonElement value, out object accepted)
    {
        var isNumber = WholeNumber.TryRead(value, out var number);
        accepted = number;
        return !isNumber ? new("type-invalid", "Serve un numero intero.")
            : number < Min || number > Max ? new("out-of-range", $"Serve un numero da {Min} a {Max}.")
            : number % Step != 0 ? new("not-a-multiple", $"Serve un multiplo di {Step}.")
            : null;
    }
}

/// <summary>Yes or no, or a consent that must be given.</summary>
internal sealed record FlagField(string Name, string Title, bool IsRequired, bool MustBeTrue) : FormField(Name, Title, IsRequired)
{
    private static readonly string[] Both = ["false", "true"];
    private static readonly string[] OnlyTrue = ["true"];

    public override IReadOnlyList<string> Words => MustBeTrue ? OnlyTrue : Both;

    /// <inheritdoc/>
    public override FieldFault? Read(JsonElement value, out object accepted)
    {
        accepted = value.ValueKind == JsonValueKind.True;
        return value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) ? new("type-invalid", "Serve vero o falso.")
            : MustBeTrue && value.ValueKind == JsonValueKind.False ? new("consent-missing", "Per proseguire occorre confermare.")
            : null;
    }
}
