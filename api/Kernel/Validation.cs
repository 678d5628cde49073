namespace Lecce.Riscossione.Api.Kernel;

/// <summary>Collects every fault of one request, so that its sender can mend them all at once.</summary>
internal sealed class Validation
{
    private const int MostErrors = 100;
    private readonly List<FieldError> errors = [];

    /// <summary>Parses a text into a value that cannot be wrong.</summary>
    public delegate bool TryParse<T>(string? text, out T value);

    /// <summary>True once a fault was found.</summary>
    public bool Failed => errors.Count > 0;

    /// <summary>Records a fault. Past the first hundred they are no longer listed.</summary>
    public void Add(string pointer, string code, string detail)
    {
        if (errors.Count < MostErrors)
        {
            errors.Add(new FieldError(pointer, code, detail));
        }
    }

    /// <summary>Records a fault unless <paramref name="condition"/> holds; gives the condition back.</summary>
    public bool Require(bool condition, string pointer, string code, string detail)
    {
        if (!condition)
        {
            Add(pointer, code, detail);
        }

        return condition;
    }

    /// <summary>Parses a mandatory value, or records a fault and gives the type's default.</summary>
    public T Parse<T>(string pointer, string? text, TryParse<T> parse, string code, string detail)
    {
        if (!parse(text, out var value))
        {
            Add(pointer, code, detail);
        }

        return value;
    }

    /// <summary>Parses the 11-digit fiscal code of a body.</summary>
    public FiscalCode OrganizationCode(string pointer, string? text)
    {
        if (!FiscalCode.TryParse(text, out var code) || !code.IsElevenDigits)
        {
            Add(pointer, "fiscal-code-invalid", "Il codice fiscale di un ente ha 11 cifre, l'ultima di controllo.");
        }

        return code;
    }

    /// <summary>Checks a text's length in characters after trimming; gives the trimmed text.</summary>
    public string Text(string pointer, string? text, int min, int max)
    {
        var trimmed = text?.Trim() ?? "";
        var printable = !trimmed.Any(char.IsControl);
        Require(
            trimmed.Length >= min && trimmed.Length <= max && printable,
            pointer,
            "text-invalid",
            $"Serve un testo da {min} a {max} caratteri, senza caratteri di controllo."
        );
        return trimmed;
    }

    /// <summary>Throws <see cref="Codes.ValidationFailed"/> with every fault found.</summary>
    public void ThrowIfAny()
    {
        if (Failed)
        {
            throw new Refusal(
                Codes.ValidationFailed,
                "La richiesta contiene valori non accettabili: correggere i campi elencati e reinviare.",
                errors
            );
        }
    }
}
