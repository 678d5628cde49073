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
public sealed record NewBankAccount(
    [property: MinLength(15), MaxLength(42)] string Iban,
    [property: MinLength(1), MaxLength(100)] string Name
);

/// <summary>Dati modificabili di un conto.</summary>
/// <param name="Name">Nome con cui le persone lo riconoscono.</param>
public sealed record BankAccountSettings([property: MinLength(1), MaxLength(100)] string Name);

/// <summary>Pagina di conti.</summary>
/// <param name="Items">I conti.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record BankAccountPage(
    [property: MaxLength(200)] IReadOnlyList<BankAccount> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class BankAccounts
{
    private const string Select = "SELECT Iban, Name, CreatedAt, UpdatedAt, Version FROM BankAccounts";

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
        var name = validation.Text("/name", request.Name, 1, 100);
        validation.ThrowIfAny();
        var now = clock.GetCurrentInstant();
        return await once.Transact<Results<Created<BankAccount>, Ok<BankAccount>>>(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var found = await Row(sql, owner, iban);
                if (found is null)
                {
                    await Insert(sql, owner.FiscalCode, iban, name, now);
                    var created = new BankAccount
                    {
                        Iban = iban.Value,
                        Name = name,
                        CreatedAt = now,
                        UpdatedAt = now,
                    };
                    return TypedResults.Created($"/v1/organizations/{organization}/bank-accounts/{iban}", created);
                }

                return found.Name == name
                    ? TypedResults.Ok(found)
                    : throw new Refusal(Codes.BankAccountExists, "Il conto è già registrato con un altro nome: per cambiarlo usare PUT.");
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
        var validation = new Validation();
        var name = validation.Text("/name", request.Name, 1, 100);
        validation.ThrowIfAny();
        var account = Parse(iban);
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var existing = await Row(sql, owner, account) ?? throw NotFound();
                ifMatch.Require(existing.Version);
                var changed = existing with { Name = name, UpdatedAt = now, Version = existing.Version + 1 };
                var rows = await sql.Execute(
                    """
                    UPDATE BankAccounts
                    SET Name = @name, UpdatedAt = @now, Version = @Version
                    WHERE OrganizationFiscalCode = @FiscalCode AND Iban = @account AND Version = @Version - 1
                    """,
                    new
                    {
                        owner.FiscalCode,
                        account,
                        name,
                        now,
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
                    WHERE OrganizationFiscalCode = @FiscalCode AND (@after IS NULL OR Iban > @after)
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

    /// <summary>Writes a new account.</summary>
    public static Task Insert(Sql sql, string organization, Iban iban, string name, Instant now) =>
        sql.Execute(
            """
            INSERT INTO BankAccounts (OrganizationFiscalCode, Iban, Name, CreatedAt, UpdatedAt)
            VALUES (@organization, @iban, @name, @now, @now)
            """,
            new
            {
                organization,
                iban,
                name,
                now,
            }
        );

    private static Task<BankAccount?> Row(Sql sql, Organization owner, Iban iban) =>
        sql.Row<BankAccount>($"{Select} WHERE OrganizationFiscalCode = @FiscalCode AND Iban = @iban", new { owner.FiscalCode, iban });

    private static Iban Parse(string text) => Iban.TryParse(text, out var iban) ? iban : throw NotFound();

    private static Refusal NotFound() => new(Codes.BankAccountNotFound, "L'ente non ha un conto con questo IBAN.");
}
