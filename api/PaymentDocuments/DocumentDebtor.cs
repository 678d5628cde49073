using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>Il debitore di un documento.</summary>
public sealed record DocumentDebtor
{
    /// <summary>«F» persona fisica, «G» persona giuridica.</summary>
    [MaxLength(1), ExtensibleEnum("F", "G")]
    public required string Kind { get; init; }

    /// <summary>Codice fiscale; ANONIMO per chi non ne ha uno italiano, che si riconosce solo da <c>foreign</c>.</summary>
    [MaxLength(16)]
    public required string FiscalCode { get; init; }

    /// <summary>Identità di chi non ha un codice fiscale italiano.</summary>
    public ForeignIdentity? Foreign { get; init; }

    /// <summary>Cognome e nome, o denominazione.</summary>
    [MaxLength(70)]
    public required string FullName { get; init; }

    /// <summary>Via o piazza.</summary>
    [MaxLength(70)]
    public string? Street { get; init; }

    /// <summary>Numero civico.</summary>
    [MaxLength(16)]
    public string? CivicNumber { get; init; }

    /// <summary>Codice di avviamento postale.</summary>
    [MaxLength(16)]
    public string? PostalCode { get; init; }

    /// <summary>Comune o città.</summary>
    [MaxLength(35)]
    public string? City { get; init; }

    /// <summary>Provincia.</summary>
    [MaxLength(35)]
    public string? Province { get; init; }

    /// <summary>Paese, due lettere (ISO 3166-1).</summary>
    [MaxLength(2)]
    public string? Country { get; init; }

    /// <summary>Indirizzo di posta elettronica.</summary>
    [MaxLength(256)]
    public string? Email { get; init; }

    internal static DocumentDebtor Of(DocumentRow row) =>
        new()
        {
            Kind = row.DebtorKind,
            FiscalCode = row.DebtorFiscalCode.Value,
            Foreign = ForeignIdentity.Of(row.DebtorForeignId, row.DebtorForeignCountry),
            FullName = row.DebtorName,
            Street = row.DebtorStreet,
            CivicNumber = row.DebtorCivicNumber,
            PostalCode = row.DebtorPostalCode,
            City = row.DebtorCity,
            Province = row.DebtorProvince,
            Country = row.DebtorCountry,
            Email = row.DebtorEmail,
        };
}

/// <summary>Chi risponde del debito insieme al debitore.</summary>
public sealed record DocumentCoObligor
{
    /// <summary>«F» persona fisica, «G» persona giuridica.</summary>
    [MaxLength(1), ExtensibleEnum("F", "G")]
    public required string Kind { get; init; }

    /// <summary>Codice fiscale; ANONIMO per chi non ne ha uno italiano, che si riconosce solo da <c>foreign</c>.</summary>
    [MaxLength(16)]
    public required string FiscalCode { get; init; }

    /// <summary>Identità di chi non ha un codice fiscale italiano.</summary>
    public ForeignIdentity? Foreign { get; init; }

    /// <summary>Cognome e nome, o denominazione.</summary>
    [MaxLength(70)]
    public required string FullName { get; init; }

    internal static DocumentCoObligor Of(CoObligorRow row) =>
        new()
        {
            Kind = row.Kind,
            FiscalCode = row.FiscalCode.Value,
            Foreign = ForeignIdentity.Of(row.ForeignId, row.ForeignCountry),
            FullName = row.FullName,
        };
}
