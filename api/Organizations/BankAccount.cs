using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Conto, bancario o postale, su cui un ente incassa.</summary>
public sealed record BankAccount : IVersioned
{
    internal const string Select = "SELECT Iban, Name, PostalHolder, PostalAuthorization, CreatedAt, UpdatedAt, Version FROM BankAccounts";

    /// <summary>IBAN, senza spazi.</summary>
    [MaxLength(34)]
    public string Iban { get; init; } = "";

    /// <summary>Nome con cui le persone lo riconoscono.</summary>
    [MaxLength(100)]
    public string Name { get; init; } = "";

    /// <summary>Vero per i conti di Poste Italiane.</summary>
    public bool Postal => Kernel.Iban.TryParse(Iban, out var iban) && iban.IsPostal;

    /// <summary>Intestazione stampata sui bollettini; se manca, la denominazione dell'ente.</summary>
    [MaxLength(50)]
    public string? PostalHolder { get; init; }

    /// <summary>Autorizzazione di Poste Italiane alla stampa in proprio dei bollettini; senza, gli avvisi non hanno bollettino.</summary>
    [MaxLength(50)]
    public string? PostalAuthorization { get; init; }

    /// <summary>Istante della registrazione.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>Istante dell'ultima modifica.</summary>
    public Instant UpdatedAt { get; init; }

    /// <summary>Contrassegno della versione, da ripetere in If-Match per modificare la risorsa.</summary>
    [MaxLength(20)]
    public string Etag => ETag.Of(Version);

    [JsonIgnore]
    internal int Version { get; init; } = 1;

    /// <summary>The IBAN in a path.</summary>
    /// <exception cref="Refusal"><see cref="Codes.BankAccountNotFound"/>: no account can have it.</exception>
    internal static Kernel.Iban Parse(string text) => Kernel.Iban.TryParse(text, out var iban) ? iban : throw NotFound();

    internal static Task<BankAccount?> Row(Sql sql, Organization owner, Kernel.Iban iban) =>
        sql.Row<BankAccount>($"{Select} WHERE OrganizationFiscalCode = @FiscalCode AND Iban = @iban", new { owner.FiscalCode, iban });

    /// <exception cref="Refusal"><see cref="Codes.BankAccountNotFound"/>.</exception>
    internal static async Task<BankAccount> Require(Sql sql, Organization owner, Kernel.Iban iban) =>
        await Row(sql, owner, iban) ?? throw NotFound();

    internal static Task Insert(Sql sql, string organization, BankAccount account) =>
        sql.Execute(
            """
            INSERT INTO BankAccounts (OrganizationFiscalCode, Iban, Name, PostalHolder, PostalAuthorization, CreatedAt, UpdatedAt)
            VALUES (@organization, @Iban, @Name, @PostalHolder, @PostalAuthorization, @CreatedAt, @UpdatedAt)
            """,
            new
            {
                organization,
                account.Iban,
                account.Name,
                account.PostalHolder,
                account.PostalAuthorization,
                account.CreatedAt,
                account.UpdatedAt,
            }
        );

    private static Refusal NotFound() => new(Codes.BankAccountNotFound, "L'ente non ha un conto con questo IBAN.");
}
