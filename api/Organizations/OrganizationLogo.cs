using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Logo di un ente.</summary>
public sealed record OrganizationLogo
{
    internal const int MaxBytes = 256 * 1024;

    /// <summary>Formato: image/png, image/jpeg.</summary>
    [MaxLength(20), ExtensibleEnum(LogoType.Png, LogoType.Jpeg)]
    public string ContentType { get; init; } = "";

    /// <summary>L'immagine, in base64.</summary>
    [MaxLength(MaxBytes)]
    public byte[] Content { get; init; } = [];

    /// <summary>Istante del caricamento.</summary>
    public Instant UpdatedAt { get; init; }

    /// <exception cref="Refusal"><see cref="Codes.LogoNotFound"/>.</exception>
    internal static async Task<OrganizationLogo> Require(Sql sql, Organization owner) =>
        await sql.Row<OrganizationLogo>(
            "SELECT ContentType, Content, UpdatedAt FROM OrganizationLogos WHERE OrganizationFiscalCode = @FiscalCode",
            new { owner.FiscalCode }
        ) ?? throw new Refusal(Codes.LogoNotFound, "L'ente non ha un logo.");

    /// <summary>Gives the organization its next version and deletes its logo.</summary>
    internal static async Task Clear(Sql sql, Organization owner, Instant now)
    {
        if (await Organization.Update(sql, owner with { UpdatedAt = now, Version = owner.Version + 1 }) != 1)
        {
            throw new ConcurrentChange();
        }

        await sql.Execute("DELETE FROM OrganizationLogos WHERE OrganizationFiscalCode = @FiscalCode", new { owner.FiscalCode });
    }
}

internal static class LogoType
{
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
}
