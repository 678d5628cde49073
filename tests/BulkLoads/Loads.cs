using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>Rows to be loaded, and how they are sent and waited for.</summary>
internal static class Loads
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private static readonly JsonSerializerOptions Wire = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    /// <summary>A tax in three installments; its amount follows from its number.</summary>
    public static IssuePaymentDocumentRequest Tax(string series, int number)
    {
        var request = Sample.Document(10_000 + number, Town.WasteTax);
        request.ExternalId = $"{series}-{number:D6}";
        request.Draft = null;
        request.Options =
        [
            new()
            {
                Kind = "installments",
                Plan = new InstallmentPlan
                {
                    Count = 3,
                    FirstDueOn = new LocalDate(2026, 12, 16),
                    EveryMonths = 2,
                },
            },
        ];
        return request;
    }

    public static string Line(IssuePaymentDocumentRequest request) => JsonSerializer.Serialize(request, Wire);

    public static string Lines(string series, int count) =>
        string.Concat(Enumerable.Range(1, count).Select(number => Line(Tax(series, number)) + "\n"));

    public static ByteArrayContent Ndjson(string rows) => Content(Encoding.UTF8.GetBytes(rows), "application/x-ndjson");

    public static ByteArrayContent Content(byte[] rows, string contentType)
    {
        var content = new ByteArrayContent(rows);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    /// <summary>Sends rows and waits until the load is over.</summary>
    public static async Task<BulkLoad> Load(this RiscossioneClient client, HttpContent rows, string? mode = null, string? action = null)
    {
        var load = await client.BulkLoads.SendAsync(rows, new BulkLoadSettings { Mode = mode, Action = action });
        return await client.BulkLoads.WaitForCompletionAsync(load.Id, BetweenLooks);
    }

    public static async Task<IReadOnlyList<BulkLoadResult>> Results(this RiscossioneClient client, BulkLoad load, string? outcome = null)
    {
        var results = new List<BulkLoadResult>();
        await foreach (var result in client.BulkLoads.FindAllResultsAsync(load.Id, outcome))
        {
            results.Add(result);
        }

        return results;
    }

    /// <summary>Issued, unchanged, replaced, cancelled, rejected.</summary>
    public static (long Issued, long Unchanged, long Replaced, long Cancelled, long Rejected) Counts(this BulkLoad load) =>
        (load.Issued, load.Unchanged, load.Replaced, load.Cancelled, load.Rejected);
}
