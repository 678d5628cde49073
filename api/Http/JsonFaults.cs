using System.Text.Json;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Describes what is wrong with a JSON body, and where; never repeats a value.</summary>
internal static partial class JsonFaults
{
    private const string Unreadable = "Il corpo della richiesta non è JSON valido o non ha la forma prevista.";

    public static Refusal ToRefusal(JsonException exception)
    {
        if (exception is UnfitTextException unfit)
        {
            var validation = new Validation();
            validation.Add(JsonPath.ToPointer(exception.Path ?? "") + unfit.Pointer, "text-invalid", Texts.Unfit);
            return validation.Refusal();
        }

        if (exception.Path is not { Length: > 0 } path)
        {
            return new Refusal(Codes.MalformedRequest, Unreadable);
        }

        var pointer = JsonPath.ToPointer(path);
        return Missing(exception) is { Count: > 0 } missing
            ? new Refusal(
                Codes.MalformedRequest,
                missing.Count == 1
                    ? $"Manca la proprietà obbligatoria «{missing[0]}»: aggiungerla e inviare di nuovo."
                    : $"Mancano le proprietà obbligatorie {string.Join(", ", missing.Select(name => $"«{name}»"))}: aggiungerle e inviare di nuovo.",
                [.. missing.Select(name => new FieldError($"{pointer}/{name}", "value-missing", $"Manca «{name}», che è obbligatorio."))]
            )
            : new Refusal(Codes.MalformedRequest, Unreadable, [FaultAt(pointer, exception)]);
    }

    private static FieldError FaultAt(string pointer, JsonException exception) =>
        exception is NullElementException element
            ? new($"{pointer}{element.Pointer}", "not-readable", "Qui null non è ammesso: indicare un valore o togliere l'elemento.")
        : exception is UnreadableValueException unreadable ? new(pointer, "not-readable", unreadable.Expected)
        : UnknownMember().IsMatch(exception.Message)
            ? new(pointer, "unknown-member", "Proprietà sconosciuta: verificarne il nome, maiuscole e minuscole comprese, o toglierla.")
        : NullMember().IsMatch(exception.Message) ? new(pointer, "not-readable", "Qui null non è ammesso: indicare un valore.")
        : new(pointer, "not-readable", "Valore di tipo diverso da quello previsto, ripetuto o non leggibile.");

    // The serializer gives the names only in its message; JsonBodyTests fails when the message changes.
    private static List<string> Missing(JsonException exception) =>
        MissingMembers().Match(exception.Message) is { Success: true } found
            ? [.. found.Groups["name"].Captures.Select(name => name.Value)]
            : [];

    [GeneratedRegex(@"missing required properties including: ('(?<name>[^']+)'[,;. ]*)+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex MissingMembers();

    [GeneratedRegex("could not be mapped to any", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("doesn't allow (setting )?null values", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NullMember();
}
