using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>Identità di chi non ha un codice fiscale italiano: l'identificativo di un documento estero e il Paese che l'ha rilasciato.</summary>
public sealed record ForeignIdentity
{
    private const int MaxIdentifier = 20;
    private const string Signs = " .-/";

    /// <summary>Identificativo, da 1 a 20 caratteri tra lettere, cifre, spazi e «. - /»; maiuscole e minuscole non si distinguono.</summary>
    [MinLength(1), MaxLength(MaxIdentifier)]
    public required string Identifier { get; init; }

    /// <summary>Paese che l'ha rilasciato, due lettere maiuscole (ISO 3166-1); non può essere IT.</summary>
    [MinLength(2), MaxLength(2)]
    public required string Country { get; init; }

    /// <summary>As it is stored and compared: two identities are the same when both parts are.</summary>
    internal ForeignIdentity Normalized => this with { Identifier = Identifier.Trim().ToUpperInvariant() };

    /// <summary>Checks an identity; gives its normalized form.</summary>
    internal ForeignIdentity Checked(string pointer, Validation validation)
    {
        var identity = Normalized;
        validation.Require(
            identity.Identifier.Length is >= 1 and <= MaxIdentifier
                && identity.Identifier.All(letter => char.IsAsciiLetterOrDigit(letter) || Signs.Contains(letter, StringComparison.Ordinal)),
            $"{pointer}/identifier",
            "foreign-identifier-invalid",
            $"Servono da 1 a {MaxIdentifier} caratteri tra lettere, cifre, spazi e «. - /»."
        );
        validation.Require(
            Country.Length == 2 && Country.All(char.IsAsciiLetterUpper) && Country != "IT",
            $"{pointer}/country",
            "country-invalid",
            "Il Paese si indica con due lettere maiuscole (ISO 3166-1); chi ha un documento italiano ha un codice fiscale."
        );
        return identity;
    }

    /// <summary>The identity that two columns hold; null when they are empty.</summary>
    internal static ForeignIdentity? Of(string? identifier, string? country) =>
        identifier is null || country is null ? null : new ForeignIdentity { Identifier = identifier, Country = country };
}
