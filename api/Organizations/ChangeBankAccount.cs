using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

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

internal static class ChangeBankAccount
{
    public static Task<BankAccount> Handle(
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
        var account = BankAccount.Parse(iban);
        var wanted = request.Describe(account, new Validation(), clock.GetCurrentInstant());
        return db.Transact(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                var existing = await BankAccount.Require(sql, owner, account);
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
}
