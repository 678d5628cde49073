using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>What an endpoint may be, when it is registered and when it changes.</summary>
internal static class EndpointRules
{
    public const int MaxDescription = 200;
    private const int MaxUrlLength = 500;

    /// <summary>Checks an address; returns it as it is stored.</summary>
    public static string Url(Validation validation, string? text, AddressRules rules)
    {
        var fits = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.AbsoluteUri.Length <= MaxUrlLength && rules.Accepts(url);
        validation.Require(
            fits,
            "/url",
            "url-not-accepted",
            "Serve un indirizzo https della rete pubblica o di una rete ammessa dall'installazione, senza credenziali né frammento, di al più 500 caratteri."
        );
        return fits ? url!.AbsoluteUri : "";
    }

    /// <summary>Checks event types and families; returns their stored form.</summary>
    public static string Types(Validation validation, IReadOnlyList<string>? types)
    {
        types ??= [];
        validation.Require(types.Count > 0, "/eventTypes", "required", "Serve almeno un tipo di evento.");
        for (var index = 0; index < types.Count; index++)
        {
            var pointer = $"/eventTypes/{index}";
            validation.Require(
                EventTypes.Accepted.Contains(types[index], StringComparer.Ordinal),
                pointer,
                "unknown-event-type",
                $"Tipo di evento inesistente; quelli ammessi sono: {string.Join(", ", EventTypes.Accepted)}."
            );
            validation.Require(types.Take(index).All(other => other != types[index]), pointer, "duplicate", "Tipo di evento ripetuto.");
        }

        return EventTypes.Join(types);
    }

    /// <summary>Checks a description; returns it trimmed, and null when it is empty.</summary>
    public static string? Description(Validation validation, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : validation.OptionalText("/description", text, MaxDescription);
}
