using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Pdf;
using NodaTime;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Logo da caricare.</summary>
/// <param name="Content">Immagine PNG o JPEG, in base64; al più 256 kB prima della codifica.</param>
public sealed record NewOrganizationLogo([property: MinLength(1), MaxLength(OrganizationLogo.MaxBytes)] byte[] Content);

internal static class SetOrganizationLogo
{
    private const int MaxPixels = 4096;

    /// <summary>Replaces the logo and increments the organization's version.</summary>
    public static Task<OrganizationLogo> Handle(
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
                await OrganizationLogo.Clear(sql, owner, logo.UpdatedAt);
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

    /// <summary>The media type of a logo that notices can print.</summary>
    private static string Check(byte[] content)
    {
        var validation = new Validation();
        validation.Require(
            content.Length <= OrganizationLogo.MaxBytes,
            "/content",
            "logo-too-large",
            "L'immagine può pesare al più 256 kB."
        );
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
