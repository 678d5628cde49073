using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

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

internal static class CreateBankAccount
{
    public static async Task<Results<Created<BankAccount>, Ok<BankAccount>>> Handle(
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
                var found = await BankAccount.Row(sql, owner, iban);
                if (found is null)
                {
                    await BankAccount.Insert(sql, owner.FiscalCode, wanted);
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
}
