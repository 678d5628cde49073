using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Conto, bancario o postale, su cui un ente incassa.</summary>
public sealed record BankAccount : IVersioned
{
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
}

/// <summary>Conto da registrare.</summary>
/// <param name="Iban">IBAN, con o senza spazi.</param>
/// <param name="Name">Nome con cui le persone lo riconoscono.</param>
/// <param name="PostalHolder">Solo per i conti postali: intestazione stampata sui bollettini; se manca, la denominazione dell'ente.</param>
/// <param name="PostalAuthorization">Solo per i conti postali: autorizzazione di Poste Italiane alla stampa in proprio, «AUT. DB/… DEL …».</param>
public sealed record NewBankAccount(
    [property: MinLength(15), MaxLength(42)] string Iban,
    [property: MinLength(1), MaxLength(100)] string Name,
    [property: MaxLength(50)] string? PostalHolder = null,
    [property: MaxLength(50)] string? PostalAuthorization = null
)
{
    internal BankAccountSettings Settings => new(Name, PostalHolder, PostalAuthorization);
}

/// <summary>Dati modificabili di un conto.</summary>
/// <param name="Name">Nome con cui le persone lo riconoscono.</param>
/// <param name="PostalHolder">Solo per i conti postali: intestazione stampata sui bollettini; se manca, la denominazione dell'ente.</param>
/// <param name="PostalAuthorization">Solo per i conti postali: autorizzazione di Poste Italiane alla stampa in proprio, «AUT. DB/… DEL …».</param>
public sealed record BankAccountSettings(
    [property: MinLength(1), MaxLength(100)] string Name,
    [property: MaxLength(50)] string? PostalHolder = null,
    [property: MaxLength(50)] string? PostalAuthorization = null
)
{
    /// <summary>The account that these settings describe. Throws all faults, including those found before.</summary>
    internal BankAccount Describe(Iban iban, Validation validation, Instant now)
    {
        validation.Require(
            validation.Failed || iban.IsPostal || (PostalHolder is null && PostalAuthorization is null),
            "/postalAuthorization",
            "account-not-postal",
            "Intestazione e autorizzazione alla stampa dei bollettini riguardano i soli conti postali."
        );
        var name = validation.Text("/name", Name, 1, 100);
        var holder = validation.OptionalText("/postalHolder", PostalHolder, 50);
        var authorization = validation.OptionalText("/postalAuthorization", PostalAuthorization, 50);
        validation.ThrowIfAny();
        return new BankAccount
        {
            Iban = iban.Value,
            Name = name,
            PostalHolder = holder,
            PostalAuthorization = authorization,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}

/// <summary>Pagina di conti.</summary>
/// <param name="Items">I conti.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record BankAccountPage(
    [property: MaxLength(200)] IReadOnlyList<BankAccount> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class BankAccounts
{
    private const string Select = "SELECT Iban, Name, PostalHolder, PostalAuthorization, CreatedAt, UpdatedAt, Version FROM BankAccounts";

    public static async Task<Results<Created<BankAccount>, Ok<BankAccount>>> Create(
        string organization,
        NewBankAccount request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var validation = new Validation();
        var iban = validation.Parse<Iban>("/iban", request.Iban, Iban.TryParse, "iban-invalid", "L'IBAN non è corretto.");
        var wanted = request.Settings.Describe(iban, validation, clock.GetCurrentInstant());
        return await once.Transact<Results<Created<BankAccount>, Ok<BankAccount>>>(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var found = await Row(sql, owner, iban);
                if (found is null)
                {
                    await Insert(sql, owner.FiscalCode, wanted);
                    return TypedResults.Created($"/v1/organizations/{organization}/bank-accounts/{iban}", wanted);
                }

                var same = found == wanted with { CreatedAt = found.CreatedAt, UpdatedAt = found.UpdatedAt, Version = found.Version };
                return same
                    ? TypedResults.Ok(found)
                    : throw new Refusal(Codes.BankAccountExists, "Il conto è già registrato con altri dati: per cambiarli usare PUT.");
            },
            cancellation
        );
    }

    public static Task<BankAccount> Change(
        string organization,
        string iban,
        BankAccountSettings request,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var account = Parse(iban);
        var wanted = request.Describe(account, new Validation(), clock.GetCurrentInstant());
        return db.Transact(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var existing = await Row(sql, owner, account) ?? throw NotFound();
                ifMatch.Require(existing.Version);
                var changed = wanted with { CreatedAt = existing.CreatedAt, Version = existing.Version + 1 };
                var rows = await sql.Execute(
                    """
                    UPDATE BankAccounts
                    SET Name = @Name, PostalHolder = @PostalHolder, PostalAuthorization = @PostalAuthorization, UpdatedAt = @UpdatedAt,
                        Version = @Version
                    WHERE OrganizationFiscalCode = @FiscalCode AND Iban = @Iban AND Version = @Version - 1
                    """,
                    new
                    {
                        owner.FiscalCode,
                        changed.Iban,
                        changed.Name,
                        changed.PostalHolder,
                        changed.PostalAuthorization,
                        changed.UpdatedAt,
                        changed.Version,
                    }
                );
                return rows == 1 ? changed : throw new ConcurrentChange();
            },
            cancellation
        );
    }

    public static Task<BankAccount> Read(string organization, string iban, Caller caller, Db db, CancellationToken cancellation) =>
        db.Read(
            async sql => await Row(sql, await Organization.Require(sql, caller, organization), Parse(iban)) ?? throw NotFound(),
            cancellation
        );

    public static async Task<BankAccountPage> Find(
        string organization,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of($"bank-accounts {organization}", limit, cursor);
        var rows = await db.Read(
            async sql =>
            {
                var owner = await Organization.Require(sql, caller, organization);
                return await sql.Rows<BankAccount>(
                    $"""
                    {Select}
                    WHERE OrganizationFiscalCode = @FiscalCode
                        {Sql.When(page.After, "AND Iban > @after")}
                    ORDER BY Iban
                    {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        owner.FiscalCode,
                        after = page.After,
                        limit = page.RowsToRead,
                    }
                );
            },
            cancellation
        );
        var (items, next) = page.Cut(rows, account => account.Iban);
        return new BankAccountPage(items, next);
    }

    public static Task Insert(Sql sql, string organization, BankAccount account) =>
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

    private static Task<BankAccount?> Row(Sql sql, Organization owner, Iban iban) =>
        sql.Row<BankAccount>($"{Select} WHERE OrganizationFiscalCode = @FiscalCode AND Iban = @iban", new { owner.FiscalCode, iban });

    private static Iban Parse(string text) => Iban.TryParse(text, out var iban) ? iban : throw NotFound();

    private static Refusal NotFound() => new(Codes.BankAccountNotFound, "L'ente non ha un conto con questo IBAN.");
}
