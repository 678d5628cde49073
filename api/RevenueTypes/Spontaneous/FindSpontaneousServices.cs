using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>The catalogue that portals read.</summary>
internal static class FindSpontaneousServices
{
    private const string OneMinute = "private, max-age=60";

    public static async Task<SpontaneousServicePage> Handle(
        string organization,
        Caller caller,
        Db db,
        HttpResponse response,
        CancellationToken cancellation,
        [ExtensibleEnum(Translation.Italian, "de", "en", "fr", "sl")] string? lang = null,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of($"spontaneous-services {organization}", limit, cursor);
        var rows = await db.Read(
            async sql =>
            {
                var owner = await Organization.Require(sql, caller, organization);
                return await sql.Rows<CatalogueRow>(
                    $"""
                    SELECT Id, Code, Spontaneous, Version
                      FROM RevenueTypes
                     WHERE OrganizationFiscalCode = @FiscalCode
                       AND SpontaneousEnabled = 1
                       {Sql.When(page.After, "AND Code > @after")}
                     ORDER BY Code
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
        var (shown, next) = page.Cut(rows, row => row.Code);
        response.Headers.CacheControl = OneMinute;
        return new SpontaneousServicePage([.. shown.Select(row => Summary(row, lang))], next) { Tag = TagOf(shown, next, lang) };
    }

    public static async Task<SpontaneousServiceDetails> HandleOne(
        string organization,
        string service,
        Caller caller,
        Db db,
        HttpResponse response,
        CancellationToken cancellation,
        [ExtensibleEnum(Translation.Italian, "de", "en", "fr", "sl")] string? lang = null
    )
    {
        var found = await db.Read(
            async sql =>
            {
                await Organization.Require(sql, caller, organization);
                _ = FiscalCode.TryParse(organization, out var owner);
                return await SpontaneousServices.Find(sql, owner, service);
            },
            cancellation
        );
        response.Headers.CacheControl = OneMinute;
        return Details(found, lang ?? Translation.Italian);
    }

    private static SpontaneousServiceSummary Summary(CatalogueRow row, string? lang)
    {
        var service = SpontaneousServices.Compile(row.Id, row.Version, row.Spontaneous);
        var texts = new Translation(service.Settings, lang ?? Translation.Italian);
        return new SpontaneousServiceSummary
        {
            Code = row.Code,
            Title = texts.Title,
            Description = texts.Description,
            Group = texts.Group,
            AmountKind = service.AmountKind,
            AmountCents = service.Settings.Amount.AmountCents,
        };
    }

    private static SpontaneousServiceDetails Details(OfferedService found, string language)
    {
        var service = found.Service;
        var (settings, ui, texts) = (service.Settings, service.Settings.Ui, new Translation(service.Settings, language));
        var ordered = ui?.Order ?? [];
        return new SpontaneousServiceDetails
        {
            Code = found.Code,
            Language = language,
            Title = texts.Title,
            Description = texts.Description,
            Group = texts.Group,
            Schema = texts.Schema(),
            Ui = new SpontaneousForm
            {
                Order = [.. ordered, .. service.Form.Fields.Select(field => field.Name).Except(ordered, StringComparer.Ordinal)],
                Fields = ui?.Fields ?? new Dictionary<string, SpontaneousUiField>(StringComparer.Ordinal),
                Personal = ui?.Personal ?? [],
                Labels = texts.Labels(),
            },
            AmountKind = service.AmountKind,
            MinCents = service.MinCents,
            MaxCents = service.MaxCents,
            Stamps = service.MaxStamps,
            Debtor = settings.Debtor,
            Validity = settings.Validity,
            Etag = $"\"{found.Version}-{language}\"",
        };
    }

    /// <summary>A tag for the page: the same while none of its services, nor the next page's start, changes.</summary>
    private static string TagOf(IReadOnlyList<CatalogueRow> rows, string? next, string? lang)
    {
        var text = string.Join('\n', rows.Select(row => $"{row.Code} {row.Version}").Append(next).Append(lang ?? Translation.Italian));
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}\"";
    }

    private sealed record CatalogueRow
    {
        public Id Id { get; init; }
        public string Code { get; init; } = "";
        public string Spontaneous { get; init; } = "";
        public int Version { get; init; }
    }
}
