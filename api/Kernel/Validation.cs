using System.Net.Mail;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>Collects all faults of one request, so that the caller can correct them together.</summary>
internal sealed class Validation
{
    private const int MaxErrors = 100;
    private readonly List<FieldError> errors = [];

    /// <summary>Parses a text into a valid value.</summary>
    public delegate bool TryParse<T>(string? text, out T value);

    public bool Failed => errors.Count > 0;

    /// <summary>Records a fault; faults after the first hundred are dropped.</summary>
    public void Add(string pointer, string code, string detail)
    {
        if (errors.Count < MaxErrors)
        {
            errors.Add(new FieldError(pointer, code, detail));
        }
    }

    /// <summary>Records a fault unless <paramref name="condition"/> holds; returns the condition.</summary>
    public bool Require(bool condition, string pointer, string code, string detail)
    {
        if (!condition)
        {
            Add(pointer, code, detail);
        }

        return condition;
    }

    /// <summary>Parses a mandatory value; otherwise records a fault and returns the default.</summary>
    public T Parse<T>(string pointer, string? text, TryParse<T> parse, string code, string detail)
    {
        if (!parse(text, out var value))
        {
            Add(pointer, code, detail);
        }

        return value;
    }

    /// <summary>Checks the length of a trimmed text, in characters; returns the trimmed text.</summary>
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

    /// <summary>Checks an optional text; returns it trimmed.</summary>
    public string? OptionalText(string pointer, string? text, int max) => text is null ? null : Text(pointer, text, 1, max);

    /// <summary>Checks an optional code: ASCII letters, digits, <c>_ - .</c></summary>
    public string? OptionalCode(string pointer, string? text, int max)
    {
        var valid =
            text is null
            || (text.Length >= 1 && text.Length <= max && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'));
        Require(valid, pointer, "code-invalid", $"Servono da 1 a {max} caratteri tra lettere, cifre, trattini e punti.");
        return text;
    }

    /// <summary>Checks a code in kebab-case, which people choose: <c>polizia-locale</c>.</summary>
    public string KebabCode(string pointer, string? text)
    {
        const int MaxLength = 40;
        var valid =
            text is { Length: >= 1 and <= MaxLength }
            && text.Split('-').All(word => word.Length > 0 && word.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c)));
        Require(
            valid,
            pointer,
            "code-invalid",
            $"Servono da 1 a {MaxLength} lettere minuscole e cifre, con trattini singoli tra le parole."
        );
        return text ?? "";
    }

    /// <summary>Checks the name that a caller gives to what it sends: 1 to 100 ASCII letters, digits and <c>. _ : / -</c></summary>
    public string ExternalId(string text)
    {
        var valid =
            text.Length is >= 1 and <= 100
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "._:/-".Contains(letter, StringComparison.Ordinal));
        Require(
            valid,
            "/externalId",
            "external-id-invalid",
            "Da 1 a 100 caratteri tra lettere, cifre e «. _ : / -», senza dati personali."
        );
        return text;
    }

    /// <summary>Checks an optional e-mail address.</summary>
    public string? OptionalEmail(string pointer, string? text, int max = 256)
    {
        var valid = text is null || (text.Length <= max && MailAddress.TryCreate(text, out var address) && address.Address == text);
        Require(valid, pointer, "email-invalid", "L'indirizzo di posta elettronica non è scritto correttamente.");
        return text;
    }

    /// <summary>Parses the fiscal code of a public body or company: 11 digits.</summary>
    public FiscalCode BodyCode(string pointer, string? text)
    {
        var valid = FiscalCode.TryParse(text, out var code) && code.IsElevenDigits;
        Require(valid, pointer, "fiscal-code-invalid", "Serve un codice fiscale di 11 cifre, con la cifra di controllo giusta.");
        return code;
    }

    /// <summary>Throws <see cref="Codes.ValidationFailed"/> with all faults, if any.</summary>
    public void ThrowIfAny()
    {
        if (Failed)
        {
            throw Refusal();
        }
    }

    /// <summary>The refusal with all faults.</summary>
    public Refusal Refusal() =>
        new(Codes.ValidationFailed, "La richiesta contiene valori non accettabili: correggere i campi elencati e reinviare.", errors);
}
