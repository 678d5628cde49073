using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Pdf;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Logo di un ente.</summary>
public sealed record OrganizationLogo
{
    /// <summary>Formato: image/png, image/jpeg.</summary>
    [MaxLength(20), ExtensibleEnum(LogoType.Png, LogoType.Jpeg)]
    public string ContentType { get; init; } = "";

    /// <summary>L'immagine, in base64.</summary>
    [MaxLength(OrganizationLogos.MaxBytes)]
    public byte[] Content { get; init; } = [];

    /// <summary>Istante del caricamento.</summary>
    public Instant UpdatedAt { get; init; }
}

/// <summary>Logo da caricare.</summary>
/// <param name="Content">Immagine PNG o JPEG, in base64; al più 256 kB prima della codifica.</param>
public sealed record NewOrganizationLogo([property: MinLength(1), MaxLength(OrganizationLogos.MaxBytes)] byte[] Content);

internal static class LogoType
{
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
}

internal static class OrganizationLogos
{
    public const int MaxBytes = 256 * 1024;
    private const int MaxPixels = 4096;

    /// <summary>Replaces the logo and increments the organization's version.</summary>
    public static Task<OrganizationLogo> Put(
        string organization,
        NewOrganizationLogo request,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var logo = new OrganizationLogo
        {
            ContentType = Check(request.Content),
            Content = request.Content,
            UpdatedAt = clock.GetCurrentInstant(),
        };
        return db.Transact(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                ifMatch.Require(owner.Version);
                await MoveOn(sql, owner, logo.UpdatedAt);
                await Delete(sql, owner);
                await sql.Execute(
                    """
                    INSERT INTO OrganizationLogos (OrganizationFiscalCode, ContentType, Content, UpdatedAt)
                    VALUES (@FiscalCode, @ContentType, @Content, @UpdatedAt)
                    """,
                    new
                    {
                        owner.FiscalCode,
                        logo.ContentType,
                        logo.Content,
                        logo.UpdatedAt,
                    }
                );
                return logo;
            },
            cancellation
        );
    }

    public static Task<OrganizationLogo> Read(string organization, Caller caller, Db db, CancellationToken cancellation) =>
        db.Read(async sql => await Row(sql, await Organization.Require(sql, caller, organization)), cancellation);

    public static Task<OrganizationLogo> Remove(
        string organization,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var owner = await Organization.RequireWritable(sql, caller, organization);
                ifMatch.Require(owner.Version);
                var removed = await Row(sql, owner);
                await MoveOn(sql, owner, now);
                await Delete(sql, owner);
                return removed;
            },
            cancellation
        );
    }

    private static async Task<OrganizationLogo> Row(Sql sql, Organization owner) =>
        await sql.Row<OrganizationLogo>(
            "SELECT ContentType, Content, UpdatedAt FROM OrganizationLogos WHERE OrganizationFiscalCode = @FiscalCode",
            new { owner.FiscalCode }
        ) ?? throw new Refusal(Codes.LogoNotFound, "L'ente non ha un logo.");

    private static async Task MoveOn(Sql sql, Organization owner, Instant now)
    {
        if (await Organization.Update(sql, owner with { UpdatedAt = now, Version = owner.Version + 1 }) != 1)
        {
            throw new ConcurrentChange();
        }
    }

    private static Task Delete(Sql sql, Organization owner) =>
        sql.Execute("DELETE FROM OrganizationLogos WHERE OrganizationFiscalCode = @FiscalCode", new { owner.FiscalCode });

    /// <summary>The media type of a logo that notices can print.</summary>
    private static string Check(byte[] content)
    {
        var validation = new Validation();
        validation.Require(content.Length <= MaxBytes, "/content", "logo-too-large", "L'immagine può pesare al più 256 kB.");
        validation.ThrowIfAny();
        var readable = PdfImage.TryRead(content, out var image) && image.Width <= MaxPixels && image.Height <= MaxPixels;
        validation.Require(
            readable,
            "/content",
            "logo-invalid",
            $"Serve un'immagine PNG (non interlacciata) o JPEG (a colori o in grigio), al più di {MaxPixels} pixel per lato."
        );
        validation.ThrowIfAny();
        return content[0] == 0x89 ? LogoType.Png : LogoType.Jpeg;
    }
}
