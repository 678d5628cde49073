using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Ente creditore da registrare.</summary>
/// <param name="FiscalCode">Codice fiscale, 11 cifre.</param>
/// <param name="Name">Denominazione.</param>
/// <param name="SegregationCode">Codice di segregazione assegnato da pagoPA, due cifre.</param>
/// <param name="IpaCode">Codice nell'indice delle pubbliche amministrazioni (IPA).</param>
/// <param name="CbillCode">Codice con cui l'ente è cercato nel circuito CBILL.</param>
/// <param name="ApplicationCode">Codice applicazione, due cifre, per i numeri avviso con prima cifra 0.</param>
/// <param name="Sector">Settore che l'avviso indica come mittente.</param>
/// <param name="BrokerFiscalCode">Codice fiscale dell'intermediario presso pagoPA; se manca, l'ente stesso.</param>
/// <param name="StationId">Stazione presso pagoPA; se manca, codice fiscale dell'ente seguito da <c>_01</c>.</param>
/// <param name="DefaultDueDays">Giorni di scadenza comunicati a pagoPA per i debiti senza scadenza; se manca, 30.</param>
/// <param name="ContactLines">Fino a tre righe che dicono a chi rivolgersi per informazioni.</param>
/// <param name="SecondLanguage">Seconda lingua degli avvisi: de, en, fr, sl.</param>
/// <param name="ReturnUrlPrefixes">
/// Fino a venti inizi degli indirizzi, <c>https</c> e senza query, ai quali un pagamento sul web può riportare chi paga.
/// </param>
/// <param name="AcaEnabled"><c>true</c> per comunicare gli avvisi all'archivio di pagoPA (ACA); se manca, <c>false</c>.</param>
public sealed record NewOrganization(
    [property: MinLength(11), MaxLength(11)] string FiscalCode,
    [property: MinLength(1), MaxLength(100)] string Name,
    [property: MinLength(2), MaxLength(2)] string SegregationCode,
    [property: MaxLength(20)] string? IpaCode = null,
    [property: MaxLength(5)] string? CbillCode = null,
    [property: MaxLength(2)] string? ApplicationCode = null,
    [property: MaxLength(50)] string? Sector = null,
    [property: MaxLength(11)] string? BrokerFiscalCode = null,
    [property: MaxLength(35)] string? StationId = null,
    [property: Range(1, 365)] int? DefaultDueDays = null,
    [property: MaxLength(Organization.MaxContactLines)] IReadOnlyList<string>? ContactLines = null,
    [property: MaxLength(2)] string? SecondLanguage = null,
    [property: MaxLength(Organization.MaxReturnUrlPrefixes)] IReadOnlyList<string>? ReturnUrlPrefixes = null,
    bool? AcaEnabled = null
)
{
    internal OrganizationSettings Settings =>
        new(
            Name,
            SegregationCode,
            IpaCode,
            CbillCode,
            ApplicationCode,
            Sector,
            BrokerFiscalCode,
            StationId,
            DefaultDueDays,
            ContactLines,
            SecondLanguage,
            ReturnUrlPrefixes,
            AcaEnabled
        );
}

internal static class CreateOrganization
{
    public static async Task<Results<Created<Organization>, Ok<Organization>>> Handle(
        NewOrganization request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (caller.Organization is not null)
        {
            throw new Refusal(Codes.ScopeMissing, "Solo chi amministra l'intera installazione registra enti.");
        }

        var validation = new Validation();
        var fiscalCode = validation.BodyCode("/fiscalCode", request.FiscalCode);
        var wanted = request.Settings.Describe(fiscalCode, validation, clock.GetCurrentInstant());
        return await once.Transact<Results<Created<Organization>, Ok<Organization>>>(
            async sql =>
            {
                var found = await sql.Row<Organization>($"{Organization.Select} WHERE FiscalCode = @fiscalCode", new { fiscalCode });
                if (found is null)
                {
                    await Organization.Insert(sql, wanted);
                    return TypedResults.Created($"/v1/organizations/{fiscalCode}", wanted);
                }

                var asWanted = wanted with { CreatedAt = found.CreatedAt, UpdatedAt = found.UpdatedAt, Version = found.Version };
                return found == asWanted
                    ? TypedResults.Ok(found)
                    : throw new Refusal(Codes.OrganizationExists, "L'ente è già registrato con altri dati: per cambiarli usare PUT.");
            },
            cancellation
        );
    }
}
